import type { AccountKind, WantedAccount } from '../api/types';

/** What a form holds, by setting. */
export type Values = Record<string, string>;

export interface Wish {
  provider: string;
  settings: Values;
  secrets: Values;
  version: number;
}

/** What an account is now, as a form shows it. */
export function valuesOf(account: WantedAccount | null): Values {
  return account ? { ...account.settings, ...account.secrets } : {};
}

/** What is to be sent; what is empty is not set. */
export function wishOf(kind: AccountKind, values: Values, version: number): Wish {
  const wish: Wish = { provider: kind.provider, settings: {}, secrets: {}, version };
  for (const { name, secret } of kind.settings) {
    const value = values[name]?.trim();
    if (value) (secret ? wish.secrets : wish.settings)[name] = value;
  }
  return wish;
}
