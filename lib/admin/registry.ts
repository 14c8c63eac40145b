import 'server-only';
import type { z } from 'zod';
import type { AdminCommand } from './define';
import { auditCommands } from './objects/audit';
import { checkoutCommands } from './objects/checkout';
import { couponCommands } from './objects/coupons';
import { customerCommands } from './objects/customers';
import { keyCommands } from './objects/keys';
import { memberCommands } from './objects/members';
import { portalCommands } from './objects/portal';
import { priceCommands } from './objects/prices';
import { productCommands } from './objects/products';
import { promotionCodeCommands } from './objects/promotion-codes';
import { revenueCommands } from './objects/revenue';
import { subscriptionChangeCommands } from './objects/subscription-changes';
import { subscriptionDiscountCommands } from './objects/subscription-discounts';
import { subscriptionStartCommands } from './objects/subscription-start';
import { subscriptionCommands } from './objects/subscriptions';
import { syncCommands } from './objects/sync';
import { syncTroubleCommands } from './objects/sync-trouble';

const registry = [
  ...productCommands,
  ...priceCommands,
  ...couponCommands,
  ...promotionCodeCommands,
  ...customerCommands,
  ...subscriptionCommands,
  ...subscriptionStartCommands,
  ...subscriptionChangeCommands,
  ...subscriptionDiscountCommands,
  ...checkoutCommands,
  ...portalCommands,
  ...revenueCommands,
  ...syncCommands,
  ...syncTroubleCommands,
  ...memberCommands,
  ...keyCommands,
  ...auditCommands,
] as const;

export type CommandName = (typeof registry)[number]['name'];
export type CommandNamed<Name extends CommandName> = Extract<
  (typeof registry)[number],
  { name: Name }
>;
/** What a command answers. */
export type CommandOutput<Name extends CommandName> = z.output<CommandNamed<Name>['output']>;

/** Everything an operator can do: over the console, HTTP and MCP alike. */
export const adminCommands: readonly AdminCommand[] = registry;

const byName: ReadonlyMap<string, AdminCommand> = new Map(
  adminCommands.map((command) => [command.name, command]),
);

export function findCommand(name: string): AdminCommand | null {
  return byName.get(name) ?? null;
}

export function isCommandName(name: string): name is CommandName {
  return byName.has(name);
}
