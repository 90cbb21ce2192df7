import { createContext, useContext } from "./dom.js";

/** Who is signed in: {user, userId, role, scopes, version}. */
export const Session = createContext();

export const useSession = () => useContext(Session);

/** Whether whoever is signed in may do what a scope is for; the server decides, this only spares a click. */
export const mayWrite = (session) => session.role !== "VIEWER" && session.scopes.includes("api:models-write");
export const mayDelete = (session) => session.role === "OWNER" && session.scopes.includes("api:models-write");
export const isAdmin = (session) => session.role === "OWNER" && session.scopes.includes("assay:admin");
