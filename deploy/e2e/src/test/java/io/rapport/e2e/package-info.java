/** The walk of the README, in a browser, on the whole platform. */
package io.rapport.e2e;
