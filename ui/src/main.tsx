import './design/design.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { router } from './app/router';
import { watchChanges } from './data/changes';
import { makeQueryClient } from './data/queryClient';
import { DesignProvider } from './design/DesignProvider';
import { firstLanguage, LanguageProvider, speak } from './language';
import { openPlatform } from './platform/platform';

const [platform] = await Promise.all([openPlatform(), speak(firstLanguage())]);
const queryClient = makeQueryClient();
watchChanges(platform, queryClient);
platform.onNavigate((path) => void router.navigate({ href: path }));

const root = document.getElementById('root');
if (!root) throw new Error('index.html has an element with the id `root`');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <DesignProvider>
          <RouterProvider router={router} />
        </DesignProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
