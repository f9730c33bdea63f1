/** Digits, capitals, small letters and the signs that keyboard layouts disagree about. */
export const testCode = '0123456789-ABCabc]~'
