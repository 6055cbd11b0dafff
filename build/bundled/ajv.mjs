// @ts-check
/** Stands in for ajv and ajv-formats in the bundle: conf uses them for a store with a schema, and no store here has one. */

export class Ajv2020 {
  constructor() {
    throw new Error('ajv is not in this bundle.');
  }
}

export default {};
