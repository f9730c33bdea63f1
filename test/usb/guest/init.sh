#!/bin/busybox sh
# The first process of the machine: mounts, modules, udev, then the rig's own program.
/bin/busybox --install -s /bin
export PATH=/bin:/usr/bin LD_LIBRARY_PATH=
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /run/udev /dev/pts /tmp /etc/udev/rules.d
mount -t tmpfs tmpfs /tmp
chmod 1777 /tmp
while read -r line; do
  # shellcheck disable=SC2086 # module options are words of their own
  insmod /modules/$line || echo "module failed: $line"
done </modules/order
mount -t configfs config /sys/kernel/config
/lib/systemd/systemd-udevd --daemon --resolve-names=early
udevadm trigger --action=add
udevadm settle --timeout=60
cd /app
UV_THREADPOOL_SIZE=16 /usr/bin/node test/usb/guest/bench.ts >/dev/console 2>&1
echo "the bench program ended with $?" >/dev/console
poweroff -f
