// The switches for language and colours; both are remembered by the browser.
// Must never be remembered by the server: they belong to the screen, not to the person.
import { ActionIcon, Button, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Icon } from '../parts/icon';
import { chooseLanguage, useLanguage, useTexts } from '../texts/language';

const COLORS: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** The language that the console does not speak now. */
export function useOtherLanguage(): 'ko' | 'en' {
  return useLanguage() === 'ko' ? 'en' : 'ko';
}

export function LanguageSwitch() {
  const { frame } = useTexts();
  const other = useOtherLanguage();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<Icon name="language" size={16} />}
      onClick={() => chooseLanguage(other)}
      lang={other}
    >
      {frame.otherLanguage}
    </Button>
  );
}

export function ColorsSwitch() {
  const { frame } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${frame.colors}: ${frame.colorChoices[colorScheme]}`}>
          <Icon name={colorScheme} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={(choice) => setColorScheme(choice as MantineColorScheme)}>
          {COLORS.map((choice) => (
            <Menu.RadioItem
              key={choice}
              value={choice}
              closeMenuOnClick
              rightSection={<Icon name={choice} size={16} />}
            >
              {frame.colorChoices[choice]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
