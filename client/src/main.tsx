import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { leadToTheDoor } from './app/door.ts';
import { createRouter } from './app/router.tsx';
import { firstLanguage, speak } from './i18n/language.ts';
import './ui/tokens.css';
import './ui/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
try {
  await Promise.all([speak(firstLanguage()), leadToTheDoor()]);
} catch (error) {
  // Without its texts nothing can be said in any language; the page would stay dark.
  root.textContent = 'TrashFire could not be loaded. Look at your connection, then reload.';
  throw error;
}
createRoot(root).render(
  <StrictMode>
    <App router={createRouter()} />
  </StrictMode>,
);
