import { Button, Menu } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import { wordsFor } from '../api/problem';
import type { Presence } from '../api/types';
import { useAnnounce } from '../live/Announcer';
import { presenceWords } from './presence';
import { PresenceDot } from './PresenceDot';
import { usePresence, useSession } from './useSession';

const choices: { value: Presence; explains: string }[] = [
  { value: 'AVAILABLE', explains: 'Conversations are offered to you' },
  { value: 'AWAY', explains: 'You keep yours, nothing new is offered' },
  { value: 'OFFLINE', explains: 'Your working day is over' },
];

export function PresenceMenu() {
  const { account } = useSession();
  const presence = usePresence();
  const announce = useAnnounce();
  const shown = presence.isPending ? presence.variables : account.presence;
  const choose = (value: string) =>
    presence.mutate(value as Presence, {
      onSuccess: () => announce(`You are ${presenceWords[value as Presence].toLowerCase()}.`),
      onError: (error) => announce(wordsFor(error)),
    });
  return (
    <Menu position="bottom-end" width={290} checkIcon={<Check size={16} />}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          radius="xl"
          fw={530}
          fz="sm"
          aria-label={`Presence: ${presenceWords[shown]}`}
          leftSection={<PresenceDot presence={shown} />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          {presenceWords[shown]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={shown} onChange={choose} aria-label="Presence">
          {choices.map(({ value, explains }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick aria-label={presenceWords[value]}>
              <span style={{ display: 'flex', alignItems: 'center', gap: 8, fontWeight: 560 }}>
                <PresenceDot presence={value} /> {presenceWords[value]}
              </span>
              <span style={{ display: 'block', color: 'var(--dim)', fontSize: '0.75rem' }}>{explains}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
