// The page and the command write numbers alike.
export * from '../../js/quantities.js';
