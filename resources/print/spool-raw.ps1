# Hands one label to a Windows print queue as it is, or tells of queues. Reads one JSON object from standard input and
# answers with one line of JSON. Nothing of what it reads becomes part of a command.
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Text.Encoding]::UTF8
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$ask = [Console]::In.ReadToEnd() | ConvertFrom-Json

function Answer($value) { [Console]::Out.WriteLine(($value | ConvertTo-Json -Compress -Depth 3)) }

if ($ask.verb -eq 'list') {
  Answer @{ queues = @(Get-Printer | ForEach-Object { $_.Name }) }
  exit 0
}
if ($ask.verb -eq 'look') {
  $found = @(Get-Printer | Where-Object { $_.Name -eq $ask.queue })
  $states = @($found | ForEach-Object { "$($_.PrinterStatus)" -split ',\s*' })
  Answer @{ isThere = ($found.Count -gt 0); states = $states }
  exit 0
}

Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class Spooler {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  public class DocInfo { public string Name; public string Output; public string DataType; }
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct JobInfo {
    public uint Id; public IntPtr Printer, Machine, User, Document, DataType, StatusText;
    public uint Status, Priority, Position, Total, Pages; public long TimeLow, TimeHigh;
  }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  public static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", SetLastError = true)] public static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  public static extern int StartDocPrinter(IntPtr printer, int level, DocInfo info);
  [DllImport("winspool.drv", SetLastError = true)] public static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] public static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] public static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  public static extern bool WritePrinter(IntPtr printer, byte[] data, int count, out int written);
  [DllImport("winspool.drv", SetLastError = true)]
  public static extern bool SetJob(IntPtr printer, int job, int level, IntPtr data, int command);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool GetJob(IntPtr printer, int job, int level, IntPtr data, int size, out int needed);
  // The status bits of a job; -1 when the queue does not know it any more.
  public static long Status(IntPtr printer, int job) {
    int needed;
    GetJob(printer, job, 1, IntPtr.Zero, 0, out needed);
    if (needed <= 0) return -1;
    IntPtr data = Marshal.AllocHGlobal(needed);
    try {
      if (!GetJob(printer, job, 1, data, needed, out needed)) return -1;
      return ((JobInfo)Marshal.PtrToStructure(data, typeof(JobInfo))).Status;
    } finally { Marshal.FreeHGlobal(data); }
  }
}
'@

# Windows' own words of a job's status: PRINTING, PRINTED, COMPLETE; ERROR, DELETING, DELETED; what needs a person.
$printing = 0x10; $printed = 0x80 -bor 0x1000; $failed = 0x2 -bor 0x4 -bor 0x100
$reasons = @(
  @{ bit = 0x40; say = 'The printer is out of labels or paper.' }
  @{ bit = 0x20; say = 'The printer is offline.' }
  @{ bit = 0x400; say = 'The printer wants somebody to look at it.' }
  @{ bit = 0x1; say = 'The print queue is paused.' }
)

$printer = [IntPtr]::Zero
if (-not [Spooler]::OpenPrinter($ask.queue, [ref]$printer, [IntPtr]::Zero)) {
  Answer @{ jobId = 0; end = 'refused'; hasStarted = $false; why = 'There is no such print queue.' }
  exit 0
}
try {
  $data = [Convert]::FromBase64String($ask.data)
  $info = New-Object Spooler+DocInfo
  $info.Name = $ask.title
  # Drivers built on XPS take raw data by another name.
  $driver = (Get-Printer | Where-Object { $_.Name -eq $ask.queue } | Select-Object -First 1).DriverName
  $major = (Get-PrinterDriver | Where-Object { $_.Name -eq $driver } | Select-Object -First 1).MajorVersion
  $info.DataType = if ($major -ge 4) { 'XPS_PASS' } else { 'RAW' }
  $job = [Spooler]::StartDocPrinter($printer, 1, $info)
  if ($job -le 0) {
    Answer @{ jobId = 0; end = 'refused'; hasStarted = $false; why = 'The print queue takes no jobs.' }
    exit 0
  }
  $written = 0
  $isWhole = [Spooler]::StartPagePrinter($printer) -and
    [Spooler]::WritePrinter($printer, $data, $data.Length, [ref]$written) -and ($written -eq $data.Length)
  if (-not $isWhole) {
    [void][Spooler]::SetJob($printer, $job, 0, [IntPtr]::Zero, 5)
    [void][Spooler]::EndDocPrinter($printer)
    Answer @{ jobId = $job; end = 'taken-back'; hasStarted = $true; why = 'The print queue did not take all of it.' }
    exit 0
  }
  [void][Spooler]::EndPagePrinter($printer)
  [void][Spooler]::EndDocPrinter($printer)

  $hasStarted = $false; $why = ''; $end = ''
  $clock = [Diagnostics.Stopwatch]::StartNew()
  while ($end -eq '' -and $clock.ElapsedMilliseconds -lt $ask.withinMs) {
    $status = [Spooler]::Status($printer, $job)
    if ($status -lt 0) { $end = 'gone'; break }
    if ($status -band $printing) { $hasStarted = $true }
    if ($status -band $printed) { $end = 'printed'; break }
    if ($status -band $failed) { $end = 'failed'; break }
    $why = ''
    foreach ($reason in $reasons) { if ($status -band $reason.bit) { $why = $reason.say; break } }
    Start-Sleep -Milliseconds 100
  }
  if ($end -eq '') {
    # Taken back, so that it cannot come out after its label was printed again.
    [void][Spooler]::SetJob($printer, $job, 0, [IntPtr]::Zero, 5)
    $end = 'taken-back'
  }
  Answer @{ jobId = $job; end = $end; hasStarted = $hasStarted; why = $why }
} finally { [void][Spooler]::ClosePrinter($printer) }
