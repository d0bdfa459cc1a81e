// Where the console begins in the browser.
// Must never load anything from elsewhere; the policy of the page forbids it too.
import './nonce';
import '@mantine/core/styles.layer.css';
import './base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client';
import { styleNonce } from './nonce';
import { router } from './router';
import { cssVariables, theme } from './theme';

const colors = localStorageColorSchemeManager({ key: 'gyeolje-console.colors' });
const place = document.getElementById('console');
if (!place) throw new Error('The page has no place for the console.');

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colors}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
