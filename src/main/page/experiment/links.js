import { href } from "../lib/address.js";

/** The address of one of an experiment's tabs. */
export const tabHref = (experiment, tab, more = {}) =>
  href(["models", experiment.model.rid, "experiments", experiment.rid], { tab, ...more });
