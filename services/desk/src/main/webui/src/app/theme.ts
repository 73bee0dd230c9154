import { createTheme, Modal, Tooltip, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#eef9f7',
  '#d8f0ec',
  '#aee0d9',
  '#80cdc4',
  '#54b6ac',
  '#35a096',
  '#197d73',
  '#0f6b63',
  '#0c5650',
  '#0a423e',
];

const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e5e9ec',
  '#d6dce0',
  '#bcc5cb',
  '#96a1a9',
  '#65727b',
  '#4c5860',
  '#323c43',
  '#1d252b',
];

const dark: MantineColorsTuple = [
  '#dfe5e9',
  '#b6c0c8',
  '#97a4ae',
  '#6b7882',
  '#37424b',
  '#2b343c',
  '#212a31',
  '#182025',
  '#11171b',
  '#0b0f12',
];

export const theme = createTheme({
  colors: { petrol, gray, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({
      defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close dialog' }, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 120 } },
      styles: { title: { fontWeight: 620, fontSize: '1.0625rem' } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } }),
  },
});
