/** Names of session configurations. */

const DEFAULT = /^(https?:\/\/schemas\.microsoft\.com\/powershell\/)?(microsoft\.powershell|powershell\.7(\.\d+)*)$/i;

/** True for the configuration that every computer has and that narrows nothing. No other may be named so. */
export function isUnrestricted(name: string): boolean {
  return DEFAULT.test(name);
}
