/** One line of the training range: a name, the variants it comes in, and what they share. */
export type RangeLine = {
  name: string
  variants: string[]
  /** Short form in SKUs. */
  short: string
  supplier: 0 | 1 | 2
  costCents: number
  priceCents: number
  /** Grams of one; null where nobody weighed it. */
  grams: number | null
  /** Printed in kilograms by the store, as some products are. */
  inKilograms?: boolean
  /** Which code stands on it besides its EAN-13. */
  alsoOn?: 'UPC' | 'EAN-8'
  nicotine?: boolean
}

const flavours = ['Mint', 'Berry', 'Mango', 'Vanilla', 'Lemon', 'Grape', 'Peach', 'Apple', 'Melon', 'Classic']
const colours = ['Black', 'Blue', 'Red', 'Silver', 'Green', 'White']

/** What the training shops sell. All names are invented. */
export const trainingRange: RangeLine[] = [
  line('Pod Kit', colours, 'POD', 0, 1890, 3990, 148),
  line('Box Kit 80 W', colours.slice(0, 4), 'BOX', 0, 4100, 8990, 386, { inKilograms: true }),
  line('Pen Kit', colours.slice(0, 4), 'PEN', 0, 1250, 2490, 96),
  line('Coil', ['0.4 (5)', '0.6 (5)', '0.8 (5)', '1.0 (5)', '1.2 (5)'], 'COIL', 0, 780, 1690, 31, {
    alsoOn: 'EAN-8',
  }),
  line('Mesh Pod', ['0.6 (3)', '0.8 (3)', '1.0 (3)'], 'MESH', 0, 690, 1490, 27, { alsoOn: 'EAN-8' }),
  ...flavours.map((flavour) =>
    line(flavour, ['60 ml 0 mg', '60 ml 3 mg', '60 ml 6 mg'], `${abbreviated(flavour)}60`, 1, 820, 2290, 92, {
      nicotine: true,
    }),
  ),
  ...flavours.map((flavour) =>
    line(flavour, ['Salt 30 ml 20 mg', 'Salt 30 ml 35 mg'], `${abbreviated(flavour)}30`, 1, 760, 1990, 51, {
      nicotine: true,
    }),
  ),
  line('Tank', ['2 ml', '4 ml', '5 ml'], 'TANK', 0, 1480, 3290, 74),
  line('Spare Glass', ['2 ml', '4 ml', '5 ml'], 'GLAS', 0, 210, 690, 14, { alsoOn: 'EAN-8' }),
  line('Drip Tip', ['Wide', 'Narrow', 'Long'], 'TIP', 0, 120, 490, 6),
  line('Cell 18650', ['Single', 'Pair'], 'CELL', 0, 890, 1990, 92, { alsoOn: 'UPC' }),
  line('Charger', ['2 Bay', '4 Bay'], 'CHRG', 0, 1320, 2990, 240, { alsoOn: 'UPC' }),
  line('USB-C Cable', ['1 m', '2 m'], 'USBC', 2, 280, 1290, 38, { alsoOn: 'UPC' }),
  line('Cotton', ['Strip', 'Roll'], 'COTN', 0, 240, 890, null),
  line('Mixing Bottle', ['30 ml', '60 ml', '120 ml'], 'BOTL', 1, 70, 290, 18),
  line('Carry Case', colours.slice(0, 3), 'CASE', 2, 540, 1490, 122),
  line('Lighter', colours, 'LITE', 2, 90, 350, 22, { alsoOn: 'EAN-8' }),
  line('Papers', ['Short', 'Long', 'Wide'], 'PAPR', 2, 80, 290, 12, { alsoOn: 'EAN-8' }),
  line('Grinder', ['Small', 'Medium', 'Large'], 'GRND', 2, 620, 1790, 164),
  line('Incense', ['Sandalwood', 'Rose', 'Cedar', 'Sage'], 'INCN', 2, 150, 590, 48),
  line('Candle', ['Small', 'Medium', 'Large'], 'CNDL', 2, 480, 1490, 310, { inKilograms: true }),
  line('Mug', ['Kea', 'Fern', 'Wave'], 'MUG', 2, 520, 1690, 342, { inKilograms: true }),
  line('Sunglasses', colours.slice(0, 4), 'SUNG', 2, 430, 1990, null, { alsoOn: 'UPC' }),
  line('Phone Case', ['Clear', 'Black', 'Blue', 'Pink'], 'PHON', 2, 310, 1990, 44, { alsoOn: 'UPC' }),
  line('Cap', ['Black', 'Navy', 'Sand'], 'CAP', 2, 690, 2490, 88),
  line('T-Shirt', ['S', 'M', 'L', 'XL'], 'TEE', 2, 920, 3490, 186),
  line('Keyring', ['Kiwi', 'Fern', 'Anchor', 'Star'], 'KEYR', 2, 110, 690, 19),
  line('Playing Cards', ['Plain', 'Large Print'], 'CARD', 2, 240, 990, 104),
  line('Notebook', ['A5', 'A6'], 'NOTE', 2, 260, 990, null),
  line('Spring Water', ['600 ml', '1 L'], 'WATR', 2, 60, 350, 622, { inKilograms: true, alsoOn: 'UPC' }),
  line('Gum', ['Mint', 'Berry', 'Lemon'], 'GUM', 2, 90, 290, 16, { alsoOn: 'EAN-8' }),
  line('Chocolate Bar', ['Dark', 'Milk', 'Nut'], 'CHOC', 2, 130, 450, 52),
  line('Gift Bag', ['Small', 'Large'], 'GIFT', 2, 80, 490, 24),
  line('Gift Card Sleeve', ['Plain', 'Festive'], 'SLEV', 2, 15, 100, 4),
  line('Cleaning Kit', ['Standard', 'Travel'], 'CLEN', 0, 330, 1190, 68),
  line('Power Bank', ['5 Ah', '10 Ah'], 'PBNK', 2, 1640, 4490, 228, { alsoOn: 'UPC' }),
  line('Tote Bag', ['Natural', 'Black'], 'TOTE', 2, 290, 1290, 92),
  line('Socks', ['S', 'M', 'L'], 'SOCK', 2, 340, 1290, 58),
  line('Sticker Sheet', ['Birds', 'Waves'], 'STIK', 2, 60, 490, 9),
  line('Wall Plug', ['Single', 'Double'], 'PLUG', 2, 410, 1990, 61, { alsoOn: 'UPC' }),
  line('Beanie', ['Black', 'Grey'], 'BEAN', 2, 560, 2290, 84),
]

function line(
  name: string,
  variants: string[],
  short: string,
  supplier: RangeLine['supplier'],
  costCents: number,
  priceCents: number,
  grams: number | null,
  more: Pick<RangeLine, 'inKilograms' | 'alsoOn' | 'nicotine'> = {},
): RangeLine {
  return { name, variants, short, supplier, costCents, priceCents, grams, ...more }
}

function abbreviated(flavour: string): string {
  return flavour.slice(0, 3).toUpperCase()
}
