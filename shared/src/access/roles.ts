import { z } from 'zod';

/** Roles of a team and what each may do (R3). A door asks for a capability, never for a role. */
export const ROLES = ['owner', 'admin', 'editor', 'commenter', 'viewer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const CAPABILITIES = [
  'document.read',
  'document.write',
  'episode.create',
  'episode.delete',
  'render.request',
  'chat.write',
  'agent.run',
  'member.invite',
  'connection.manage',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

const VIEW: readonly Capability[] = ['document.read'];
const COMMENT: readonly Capability[] = [...VIEW, 'chat.write'];
const EDIT: readonly Capability[] = [...COMMENT, 'document.write', 'episode.create', 'render.request', 'agent.run'];
const ADMIN: readonly Capability[] = [...EDIT, 'episode.delete', 'member.invite', 'connection.manage'];

const TABLE: Record<Role, readonly Capability[]> = { owner: ADMIN, admin: ADMIN, editor: EDIT, commenter: COMMENT, viewer: VIEW };

/** Whether a role has a capability. It is asked at the door itself; what a client hides is no protection (R3). */
export function can(role: Role, capability: Capability): boolean {
  return TABLE[role].includes(capability);
}
