// The look of the console in the words of the component library: the colours of the hosted pages, and Korean type.
// Must never hold a size or colour of one page.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const FONTS = [
  'Pretendard Variable',
  'Pretendard',
  '-apple-system',
  'BlinkMacSystemFont',
  'Apple SD Gothic Neo',
  'Segoe UI',
  'Noto Sans KR',
  'Noto Sans CJK KR',
  'Malgun Gothic',
  'sans-serif',
];
const FIXED_FONTS = [
  'ui-monospace',
  'SFMono-Regular',
  'Menlo',
  'Consolas',
  'D2Coding',
  'Noto Sans Mono CJK KR',
  'monospace',
];

const accent: MantineColorsTuple = [
  '#eef2fd',
  '#dbe3fa',
  '#b7c7f5',
  '#9db8ff',
  '#7c98ea',
  '#4a6de0',
  '#2a4fbf',
  '#2344a6',
  '#1d388b',
  '#152a6d',
];
// Blueish greys, dark enough in the middle for small print on white.
const gray: MantineColorsTuple = [
  '#f7f9fc',
  '#eff2f7',
  '#e3e8f0',
  '#d3dae5',
  '#b9c3d2',
  '#6b778b',
  '#566175',
  '#424c5e',
  '#2c3543',
  '#17202e',
];
const dark: MantineColorsTuple = [
  '#e8edf5',
  '#c5cedd',
  '#a3aec0',
  '#8591a5',
  '#323c4b',
  '#28313e',
  '#1b222c',
  '#141a22',
  '#10141b',
  '#0b0e13',
];
const red: MantineColorsTuple = [
  '#fdebe9',
  '#fbd6d3',
  '#ffb3ab',
  '#f48f85',
  '#e2675c',
  '#c8443a',
  '#ab2b23',
  '#94241d',
  '#7a1d18',
  '#5e1511',
];

const fontFamily = FONTS.map((name) => (name.includes(' ') ? `'${name}'` : name)).join(', ');

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark, red },
  fontFamily,
  fontFamilyMonospace: FIXED_FONTS.map((name) => (name.includes(' ') ? `'${name}'` : name)).join(', '),
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { md: '10px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Nearly everything is required; what is not says so.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Modal: { defaultProps: { centered: true, padding: 'lg', radius: 16, overlayProps: { backgroundOpacity: 0.4 } } },
    // What it says must also be there for those who do not hover.
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-body': '#ffffff', '--mantine-color-error': '#ab2b23' },
  dark: { '--mantine-color-body': '#141a22', '--mantine-color-error': '#ffb3ab' },
});
