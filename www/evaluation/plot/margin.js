/** The room around what is drawn, in pixels: for the marks and the names of the axes. */
export const MARGIN = { left: 62, right: 14, top: 24, bottom: 40 };
