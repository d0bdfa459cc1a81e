// The dialog that lists the shortcuts in force, and the switch for them.
// Must never list one that does nothing on the page that is shown.
import { Kbd, Modal, Switch } from '@mantine/core';
import { useRemembered } from '../preferences/remembered';
import { useTexts } from '../texts/language';
import styles from './help.module.css';
import { shortcutsSwitch, useShortcutsInForce, type Shortcut } from './shortcuts';

interface ShortcutHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ShortcutHelp({ opened, onClose }: ShortcutHelpProps) {
  const { frame } = useTexts();
  const inForce = useShortcutsInForce();
  const isOn = useRemembered(shortcutsSwitch) === 'on';
  const groups = [
    [frame.shortcuts.onThisPage, inForce.filter(({ where }) => where === 'page')],
    [frame.shortcuts.everywhere, inForce.filter(({ where }) => where === 'everywhere')],
  ] as const;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={frame.shortcuts.title}
      closeButtonProps={{ 'aria-label': frame.close }}
    >
      {groups.map(
        ([title, shortcuts]) => shortcuts.length > 0 && <Group key={title} title={title} shortcuts={shortcuts} />,
      )}
      <Switch
        className={styles.switch ?? ''}
        label={frame.shortcuts.enabled}
        description={frame.shortcuts.enabledHint}
        checked={isOn}
        onChange={(event) => shortcutsSwitch.set(event.currentTarget.checked ? 'on' : 'off')}
      />
    </Modal>
  );
}

function Group({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  const { frame } = useTexts();
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((key, index) => (
                <span key={key}>
                  {index > 0 && <span className="quiet"> {frame.shortcuts.then} </span>}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
