// @ts-check
/** Stands in for the package form-data, which axios takes along for Node versions without a FormData of their own. */

export default FormData;
