// First: it has to be in force before any schema is made.
import './policy.ts';
import '@fontsource-variable/jetbrains-mono';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { connect } from './client/index.ts';
import { applyTheme, installThemes, resolveTheme } from './theme/apply.ts';

installThemes(document);
applyTheme(
  document,
  resolveTheme('system', (query) => window.matchMedia(query).matches),
);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(<App client={connect()} />);
