// The houses that are open in this worker, so that setup.ts can keep one test from affecting the next.
import type { House } from './house.js';

export const openHouses = new Set<House>();
