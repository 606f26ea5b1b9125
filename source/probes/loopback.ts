/** Whether an address that was reached, as a socket has it, is of this very machine (RFC 1122 section 3.2.1.3, RFC 4291). */
export const isLoopback = (address = ''): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);
