import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { firstLanguage, speak } from './i18n/language.ts';
import './ui/tokens.css';
import './ui/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
await speak(firstLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
