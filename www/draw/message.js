// Messages of the solver set names in backticks; here they become code elements.

import { html } from './svg.js';

/** @returns {(string | HTMLElement)[]} */
export const messageElements = (message) =>
  message.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? html('code', null, part) : part)).filter((part) => part !== '');
