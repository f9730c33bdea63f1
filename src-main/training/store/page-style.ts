/** The look of the sandbox pages, served as a file of its own so that their policy needs no inline style. */
export const pageStyle = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; }
header { border-bottom: 3px solid #b7791f; margin-bottom: 1.25rem; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th { font-weight: 600; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
.acts { display: flex; flex-wrap: wrap; gap: .75rem; margin-bottom: 1rem; }
.acts form { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; padding: .6rem .8rem; }
.said { padding: .6rem .9rem; border-radius: .5rem; background: color-mix(in srgb, #b7791f 22%, transparent); }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
dd { margin: 0; font-weight: 600; }
button, input, select { font: inherit; min-height: 2.2rem; }
`
