import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter, Navigate } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { InboxPage } from '../inbox/InboxPage';
import { NoConversationChosen } from '../inbox/NoConversationChosen';
import { ConversationPage } from '../conversation/ConversationPage';
import { Announcer } from '../live/Announcer';
import { RequireSession } from '../session/RequireSession';
import { SignInPage } from '../session/SignInPage';
import { NotFound } from './NotFound';
import { createQueryClient } from './queryClient';
import { RouteError } from './RouteError';
import { theme } from './theme';

const client = createQueryClient();
const colorScheme = localStorageColorSchemeManager({ key: 'rapport.theme' });

const router = createBrowserRouter([
  { path: '/sign-in', element: <SignInPage />, errorElement: <RouteError /> },
  {
    element: <RequireSession />,
    errorElement: <RouteError />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <Navigate to="/inbox" replace /> },
      {
        // One layout for both, so that the list keeps its scroll position and focus while conversations change.
        element: <InboxPage />,
        children: [
          { path: 'inbox', element: <NoConversationChosen /> },
          { path: 'conversations/:id', element: <ConversationPage /> },
        ],
      },
      { path: 'care', lazy: async () => ({ Component: (await import('../care/CarePage')).CarePage }) },
      {
        path: 'experience',
        lazy: async () => ({ Component: (await import('../experience/ExperiencePage')).ExperiencePage }),
      },
      {
        path: 'admin/channels',
        lazy: async () => ({ Component: (await import('../admin/ChannelsPage')).ChannelsPage }),
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
      <QueryClientProvider client={client}>
        <Announcer>
          <RouterProvider router={router} />
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  );
}
