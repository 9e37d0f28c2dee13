import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, type RouterProviderProps } from 'react-router';
import { queryClient } from '../api/query-client.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { TooltipLayer } from '../ui/TooltipLayer.tsx';

export function App({ router }: Pick<RouterProviderProps, 'router'>) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toaster />
        <TooltipLayer />
      </QueryClientProvider>
    </I18nProvider>
  );
}
