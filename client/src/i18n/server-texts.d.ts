declare module 'virtual:server-texts' {
  /** Each text of the server, as it stands in the catalogue, with its id there. */
  export const texts: readonly (readonly [message: string, id: string])[];
}
