/** What people type or paste as a verification code: "123 456", "123-456", with stray spaces. */

/** The code without separators. */
export function cleanCode(typed: string): string {
  return typed.replace(/[\s-]/gu, '');
}

/** Whether a code is complete, so that it can be sent without another click. */
export function isCompleteCode(typed: string): boolean {
  return /^\d{6}$/u.test(cleanCode(typed));
}
