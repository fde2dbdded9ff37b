import '@atlaskit/css-reset';
import './styles.css';
import { view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';

const root = document.getElementById('root');

if (root !== null) {
  // Light or dark as Jira is. Shown only then, so that it does not flash; shown anyway if the host cannot say.
  void view.theme
    .enable()
    .catch(() => undefined)
    .then(() =>
      createRoot(root).render(
        <StrictMode>
          <App />
        </StrictMode>,
      ),
    );
}
