import { Menu, UnstyledButton } from '@mantine/core';
import { Keyboard, LogOut } from 'lucide-react';
import { wordsFor } from '../api/problem';
import { showShortcuts } from '../app/Shortcuts';
import { useAnnounce } from '../live/Announcer';
import { Initials } from '../ui/Initials';
import { useSession, useSignOut } from './useSession';

export function AccountMenu() {
  const { account } = useSession();
  const signOut = useSignOut();
  const announce = useAnnounce();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton aria-label="Account" title={account.displayName} style={{ borderRadius: '50%' }}>
          <Initials name={account.displayName} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <strong style={{ display: 'block', color: 'var(--text)', fontSize: '0.875rem' }}>{account.displayName}</strong>
          {account.email}
          <br />
          {account.roles.join(', ')}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<Keyboard size={16} aria-hidden />} onClick={showShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item
          leftSection={<LogOut size={16} aria-hidden />}
          onClick={() => signOut.mutate(undefined, { onError: (error) => announce(wordsFor(error)) })}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
