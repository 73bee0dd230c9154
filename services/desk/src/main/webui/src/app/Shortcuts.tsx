import { Kbd, Modal, Switch } from '@mantine/core';
import { useDisclosure, useWindowEvent } from '@mantine/hooks';
import { shortcuts, useSingleKey, useSingleKeys } from './keyboard';
import classes from './Shortcuts.module.css';

const openEvent = 'rapport:shortcuts';

export const showShortcuts = () => window.dispatchEvent(new Event(openEvent));

export function Shortcuts() {
  const [opened, { open, close }] = useDisclosure(false);
  const [enabled, setEnabled] = useSingleKeys();
  useWindowEvent(openEvent, open);
  useSingleKey([['shift+?', open, { usePhysicalKeys: false }]]);
  return (
    <Modal opened={opened} onClose={close} title="Keyboard shortcuts">
      <dl className={classes.list}>
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label="Use single-key shortcuts"
        description="Turn them off if you speak to your computer or press keys by accident."
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </Modal>
  );
}
