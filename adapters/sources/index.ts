export { listing } from "./listing.ts";
