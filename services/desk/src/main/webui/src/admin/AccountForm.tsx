import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { AccountKind, AccountSetting, WantedAccount } from '../api/types';
import { channelWords } from '../conversation/words';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useWantAccount } from './useWantedAccount';
import { valuesOf, wishOf } from './wanted';
import { settingWords } from './words';
import classes from './Admin.module.css';

interface Props {
  kinds: AccountKind[];
  /** Absent for a new one. */
  account: WantedAccount | null;
  onDone: () => void;
}

const keyOf = ({ channel, provider }: { channel: string; provider: string | null }) => `${channel} ${provider}`;

/** The form of an account; its fields are what the catalogue says of its provider. */
export function AccountForm({ kinds, account, onDone }: Props) {
  const wanting = useWantAccount();
  const [key, setKey] = useState(account ? keyOf(account) : '');
  const [id, setId] = useState(account?.id ?? '');
  const [values, setValues] = useState(() => valuesOf(account));
  const kind = kinds.find((it) => keyOf(it) === key);
  const main = kind?.settings.filter((it) => it.required || it.secret) ?? [];
  const rest = kind?.settings.filter((it) => !it.required && !it.secret) ?? [];
  const field = (setting: AccountSetting) => (
    <Field
      key={setting.name}
      setting={setting}
      value={values[setting.name] ?? ''}
      onChange={(value) => setValues((before) => ({ ...before, [setting.name]: value }))}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind) {
      wanting.mutate({ channel: kind.channel, id: id.trim(), wish: wishOf(kind, values, account?.version ?? 0) }, { onSuccess: onDone });
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <NativeSelect
          label="Provider"
          required
          data-autofocus={account ? undefined : true}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          data={[
            ...(account ? [] : [{ value: '', label: 'Choose one', disabled: true }]),
            ...kinds
              .filter((it) => !account || it.channel === account.channel)
              .map((it) => ({ value: keyOf(it), label: `${channelWords[it.channel]}: ${it.label}` })),
          ]}
        />
        <TextInput
          label="Id"
          description="Names the account, also in the address its provider calls: lower-case letters, digits and hyphens."
          required
          disabled={account !== null}
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={63}
          autoCapitalize="none"
          spellCheck={false}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        {main.map(field)}
        {rest.length > 0 && (
          <details key={key} className={classes.more} open={rest.some(({ name }) => account?.settings[name])}>
            <summary>More settings ({rest.length})</summary>
            <Stack gap="md">{rest.map(field)}</Stack>
          </details>
        )}
        {wanting.error && <ErrorNotice error={wanting.error} inline />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={wanting.isPending} disabled={!kind}>
            {account ? 'Save' : 'Add account'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Field({ setting, value, onChange }: { setting: AccountSetting; value: string; onChange: (value: string) => void }) {
  const { name, required, secret, usual, choices, help } = setting;
  const common = { label: settingWords(setting), required, value, name };
  if (choices.length > 0) {
    return (
      <NativeSelect
        {...common}
        description={help}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: usual ? `As usual: ${usual}` : 'Not set' }, ...choices]}
      />
    );
  }
  return (
    <TextInput
      {...common}
      description={secret ? `${help} The secret itself is never written here: it stays where the adapter runs.` : help}
      placeholder={secret ? `main-${name.replace(/\./g, '-')}` : (usual ?? undefined)}
      maxLength={secret ? 63 : 1000}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
