/** Turns that are worked out (see `turnsOf`); nobody reads more. */
export const mostTurns = 12;
