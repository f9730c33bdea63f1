/** A signed webhook computed by another program: one received line of one consignment. */
export const hookSecret = 'bench-test-secret'
export const hookConsignment = '7c1f0a52-0b1d-11ef-f4c3-2a9d5e1b8c00'
export const hookBody =
  'payload=%7B%22id%22%3A%227c1f0a52-0b1d-11ef-f4c3-2a9d5e1b8c01%22%2C%22consignment_id%22%3A%227c1f0a52-0b1d-11ef-f4c3-2a9d5e1b8c00%22%2C%22product_id%22%3A%225e20b7d4-0a11-11ee-f1d2-90c4a1b2c301%22%2C%22count%22%3A%226.00000%22%2C%22received%22%3A%226.00000%22%2C%22cost%22%3A4.2%2C%22sequence_number%22%3A1%7D&type=consignment.receive&domain_prefix=demoshop'
export const hookHex = 'dd7c2b2817f84b2b78bdc940229d84feafbc2d05e976aa57983268ef61b3e5c4'
