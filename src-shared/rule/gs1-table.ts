/**
 * The application identifiers (AI) that stock and parcels carry: what each is called and what its value looks like (GS1
 * General Specifications, section 3; GS1 syntax dictionary). One that is not here has no known length.
 */

/** `digits`: of digits only. `part`: of a part number's characters. `moment`: YYMMDD and hours, minutes. */
export type AiRule = {
  title: string
  min: number
  max: number
  is: 'digits' | 'text' | 'part' | 'date' | 'moment' | 'temperature'
  /** So many digits stand first in a text: a country, or the number of a company. */
  digitsFirst?: number
  /** These characters of the value end in a check digit, from and to as `slice` takes them. */
  check?: readonly [from: number, to: number]
  /** The last two characters are a pair of check characters. */
  hasCheckPair?: boolean
}

/** Length of the value after these pairs, whatever the AI: such values need no separator. */
const preDefined: Record<string, number> = { '00': 18, '04': 16, '20': 2, '41': 13 }
for (const pair of ['01', '02', '03']) preDefined[pair] = 14
for (let pair = 11; pair <= 19; pair += 1) preDefined[String(pair)] = 6
for (let pair = 31; pair <= 36; pair += 1) preDefined[String(pair)] = 6

const digits = (title: string, min: number, max = min): AiRule => ({ title, min, max, is: 'digits' })
const checked = (title: string, length: number): AiRule => ({ ...digits(title, length), check: [0, length] })
const text = (title: string, max: number, min = 1): AiRule => ({ title, min, max, is: 'text' })
/** A company gives these out: its own number, of four digits and more, stands first. */
const given = (title: string, max: number): AiRule => ({ ...text(title, max, 5), digitsFirst: 4 })
const countryFirst = (title: string, min: number, max: number): AiRule => ({
  ...text(title, max, min),
  digitsFirst: 3,
})
const date = (title: string): AiRule => ({ title, min: 6, max: 6, is: 'date' })
const moment = (title: string, min = 10): AiRule => ({ title, min, max: 10, is: 'moment' })

const rules: Record<string, AiRule> = {
  '00': checked('SSCC', 18),
  '01': checked('GTIN', 14),
  '02': checked('CONTENT', 14),
  '03': checked('MADE TO ORDER', 14),
  '10': text('BATCH', 20),
  '11': date('PRODUCED'),
  '12': date('DUE'),
  '13': date('PACKED'),
  '15': date('BEST BEFORE'),
  '16': date('SELL BY'),
  '17': date('EXPIRES'),
  '20': digits('VARIANT', 2),
  '21': text('SERIAL', 20),
  '22': text('CONSUMER VARIANT', 20),
  '235': text('OTHER SERIAL', 28),
  '240': text('ADDITIONAL ID', 30),
  '241': text('CUSTOMER PART', 30),
  '242': digits('VARIATION', 1, 6),
  '243': text('PACKAGING PART', 20),
  '250': text('SECOND SERIAL', 30),
  '251': text('SOURCE', 30),
  '253': { ...text('DOCUMENT', 30, 13), digitsFirst: 13, check: [0, 13] },
  '254': text('PLACE WITHIN', 20),
  '255': { ...digits('COUPON', 13, 25), check: [0, 13] },
  '30': digits('VARIABLE COUNT', 1, 8),
  '37': digits('COUNT', 1, 8),
  '400': text('ORDER', 30),
  '401': given('CONSIGNMENT', 30),
  '402': checked('SHIPMENT', 17),
  '403': text('ROUTE', 30),
  '410': checked('SHIP TO', 13),
  '411': checked('BILL TO', 13),
  '412': checked('BOUGHT FROM', 13),
  '413': checked('SHIP FOR', 13),
  '414': checked('PLACE', 13),
  '415': checked('PAY TO', 13),
  '416': checked('MADE AT', 13),
  '417': checked('PARTY', 13),
  '420': text('POSTCODE', 20),
  '421': countryFirst('COUNTRY AND POSTCODE', 4, 12),
  '422': digits('ORIGIN', 3),
  '423': digits('FIRST PROCESSED', 3, 15),
  '424': digits('PROCESSED', 3),
  '425': digits('TAKEN APART', 3, 15),
  '426': digits('PROCESSED WHOLLY', 3),
  '427': text('ORIGIN WITHIN', 3),
  '4300': text('SHIP TO COMPANY', 35),
  '4301': text('SHIP TO CONTACT', 35),
  '4302': text('SHIP TO ADDRESS', 70),
  '4303': text('SHIP TO ADDRESS 2', 70),
  '4304': text('SHIP TO SUBURB', 70),
  '4305': text('SHIP TO TOWN', 70),
  '4306': text('SHIP TO REGION', 70),
  '4307': text('SHIP TO COUNTRY', 2, 2),
  '4308': text('SHIP TO PHONE', 30),
  '4309': digits('SHIP TO PLACE ON EARTH', 20),
  '4310': text('RETURN TO COMPANY', 35),
  '4311': text('RETURN TO CONTACT', 35),
  '4312': text('RETURN TO ADDRESS', 70),
  '4313': text('RETURN TO ADDRESS 2', 70),
  '4314': text('RETURN TO SUBURB', 70),
  '4315': text('RETURN TO TOWN', 70),
  '4316': text('RETURN TO REGION', 70),
  '4317': text('RETURN TO COUNTRY', 2, 2),
  '4318': text('RETURN TO POSTCODE', 20),
  '4319': text('RETURN TO PHONE', 30),
  '4320': text('SERVICE', 35),
  '4321': digits('DANGEROUS GOODS', 1),
  '4322': digits('MAY BE LEFT', 1),
  '4323': digits('SIGNATURE', 1),
  '4324': moment('NOT BEFORE'),
  '4325': moment('NOT AFTER'),
  '4326': date('RELEASED'),
  '7001': digits('STOCK NUMBER', 13),
  '7002': text('MEAT CUT', 30),
  '7003': moment('EXPIRES'),
  '7004': digits('ACTIVE POTENCY', 1, 4),
  '7005': text('CATCH AREA', 12),
  '7006': date('FIRST FROZEN'),
  '7007': digits('HARVESTED', 6, 12),
  '7008': text('SPECIES', 3),
  '7009': text('FISHING GEAR', 10),
  '7010': text('METHOD', 2),
  '7011': moment('TEST BY', 6),
  '7020': text('REFURBISHED LOT', 20),
  '7021': text('FUNCTION', 20),
  '7022': text('REVISION', 20),
  '7023': given('ASSEMBLY', 30),
  '7040': text('UNIQUE ID CODE', 4, 4),
  '7041': text('FREIGHT UNIT', 4),
  '7240': text('PROTOCOL', 20),
  '7241': digits('MEDIA', 2),
  '7242': text('VERSION OF MEDIA', 25),
  '8001': digits('ROLL', 14),
  '8002': text('MOBILE PHONE', 20),
  '8003': { ...text('RETURNABLE ASSET', 30, 14), digitsFirst: 14, check: [1, 14] },
  '8004': given('ASSET', 30),
  '8005': digits('PRICE PER UNIT', 6),
  '8006': { ...digits('PIECE OF', 18), check: [0, 14] },
  '8007': text('BANK ACCOUNT', 34),
  '8008': digits('PRODUCED AT', 8, 12),
  '8009': text('SENSOR', 50),
  '8010': { title: 'COMPONENT', min: 5, max: 30, is: 'part', digitsFirst: 4 },
  '8011': digits('COMPONENT SERIAL', 1, 12),
  '8012': text('VERSION', 20),
  '8013': { ...given('MODEL', 25), hasCheckPair: true },
  '8014': { ...given('MEDICAL DEVICE', 25), hasCheckPair: true },
  '8017': checked('SERVICE BY', 18),
  '8018': checked('SERVICE FOR', 18),
  '8019': digits('SERVICE INSTANCE', 1, 10),
  '8020': text('PAYMENT SLIP', 25),
  '8026': { ...digits('PIECES OF', 18), check: [0, 14] },
  '8030': text('SIGNATURE OF DATA', 90),
  '8110': text('COUPON OFFER', 70),
  '8111': digits('POINTS', 4),
  '8112': text('COUPON OFFER', 70),
  '8200': text('WEB PAGE', 70),
  '90': text('AGREED', 30),
}
for (let ai = 91; ai <= 99; ai += 1) rules[String(ai)] = text('INTERNAL', 90)
// National health care numbers, which pharmacies put beside the product number.
for (let ai = 710; ai <= 717; ai += 1) rules[String(ai)] = text('HEALTH NUMBER', 20)
for (let at = 0; at <= 9; at += 1) {
  rules[`703${at}`] = countryFirst('PROCESSOR', 4, 30)
  rules[`723${at}`] = text('CERTIFICATE', 30, 3)
}
const temperatures = ['MOST °F', 'MOST °C', 'LEAST °F', 'LEAST °C']
for (const [at, title] of temperatures.entries())
  rules[`433${at}`] = { title, min: 6, max: 7, is: 'temperature' }

/** Measures have four digits; the last says how many of the six value digits are decimals. */
const measures: Record<string, string> = {
  '310': 'NET WEIGHT kg',
  '320': 'NET WEIGHT lb',
  '330': 'GROSS WEIGHT kg',
  '340': 'GROSS WEIGHT lb',
  '356': 'NET WEIGHT oz t',
  '357': 'NET VOLUME oz',
}

/** Amounts and prices: their last digit says how many decimals, too, and their values have any length. */
const amounts: Record<string, AiRule> = {
  '390': digits('AMOUNT', 1, 15),
  // Three digits of a currency stand in front.
  '391': digits('AMOUNT', 4, 18),
  '392': digits('PRICE', 1, 15),
  '393': digits('PRICE', 4, 18),
  '394': digits('PER CENT OFF', 4),
  '395': digits('PRICE PER UNIT', 6),
}

/** The AI that a text begins with, and its rule; null when it begins with none that is known. */
export function aiAt(rest: string): { ai: string; rule: AiRule } | null {
  for (const length of [2, 3, 4]) {
    const ai = rest.slice(0, length)
    if (ai.length === length && Object.hasOwn(rules, ai)) return { ai, rule: rules[ai] as AiRule }
  }
  const amount = amounts[/^39\d(?=\d)/.exec(rest)?.[0] ?? '']
  if (amount !== undefined) return { ai: rest.slice(0, 4), rule: amount }
  const measure = /^(3[1-6]\d)[0-5]/.exec(rest)
  if (!measure) return null
  return { ai: measure[0], rule: digits(measures[measure[1] ?? ''] ?? 'MEASURE', 6) }
}

/** How long the value of an AI is by its first pair of digits; null where only a separator ends it. */
export function preDefinedLength(ai: string): number | null {
  return preDefined[ai.slice(0, 2)] ?? null
}

// The 82 characters GS1 allows in a text value.
const allowedText = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/

// Those of the numbers of parts and components.
const allowedPart = /^[#\-/0-9A-Z]*$/

/** What is wrong with the characters of a value, its length being right; null when nothing is. */
export function wrongIn(rule: AiRule, value: string): 'characters' | 'date' | null {
  if (!/^\d*$/.test(value.slice(0, rule.digitsFirst ?? 0))) return 'characters'
  switch (rule.is) {
    case 'text':
      return allowedText.test(value) ? null : 'characters'
    case 'part':
      return allowedPart.test(value) ? null : 'characters'
    case 'temperature':
      return /^\d{6}-?$/.test(value) ? null : 'characters'
    case 'digits':
      return /^\d+$/.test(value) ? null : 'characters'
    case 'date':
    case 'moment':
      if (!/^\d+$/.test(value)) return 'characters'
      return isDay(value) && isTimeOfDay(value.slice(6)) ? null : 'date'
  }
}

/** YYMMDD with a real month; day 00 is legal and stands for the whole month. */
function isDay(value: string): boolean {
  const year = Number(value.slice(0, 2))
  const month = Number(value.slice(2, 4))
  const longest = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return month >= 1 && month <= 12 && Number(value.slice(4, 6)) <= longest
}

/** hhmm, or nothing. 99 99 stands for no time in particular (GS1: not before, not after). */
function isTimeOfDay(text: string): boolean {
  if (text === '' || text === '9999') return true
  return Number(text.slice(0, 2)) <= 23 && Number(text.slice(2)) <= 59
}
