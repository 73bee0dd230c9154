/** The sandbox's page for customers, on the machine that serves this console. */
export function customerSide(): string {
  return `${window.location.protocol}//${window.location.hostname}:8099`;
}
