import type { Role } from '@trashfire/shared/access/roles';
import type { ROUTES, RouteName } from '@trashfire/shared/api/routes';
import type { z } from 'zod';

/** Who is asking: one session of one person in one team, as the database says at this moment. */
export interface Viewer {
  sessionId: string;
  teamId: string;
  personId: string;
  name: string;
  color: string;
  role: Role;
  /** Membership version, which tickets carry. */
  version: number;
}

/** What a handler may do to the answer besides giving its view. */
export interface Reply {
  /** Keeps the person signed in, in a cookie scripts cannot read. */
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
}

type ParamOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
type RouteOf<N extends RouteName> = (typeof ROUTES)[N];
type BodyOf<N extends RouteName> = RouteOf<N>['body'] extends z.ZodType ? z.output<RouteOf<N>['body']> : null;

export interface Call<N extends RouteName> {
  /** Ids out of the path, already of the right shape. */
  params: Readonly<Record<ParamOf<RouteOf<N>['path']>, string>>;
  /** Parsed by the contract; a handler does not check it again. */
  body: BodyOf<N>;
  viewer: RouteOf<N>['capability'] extends 'public' ? null : Viewer;
  reply: Reply;
}

/** Answers one row of the route table. Refusals are thrown AppErrors. */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<z.output<RouteOf<N>['view']>>;

/** A feature is a part of this table; the app is all of it, so a route without a handler does not compile. */
export type Handlers<N extends RouteName = RouteName> = { readonly [K in N]: Handler<K> };
