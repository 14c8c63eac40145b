import type { Template } from './define';
import { disputeAlarm } from './dispute-alarm';
import { failedPayment } from './failed-payment';
import { keepOrders } from './keep-orders';
import { overdueReminders } from './overdue-reminders';
import { smallRefund } from './small-refund';
import { sortMessages } from './sort-messages';
import { statusWatch } from './status-watch';
import { trialEnding } from './trial-ending';
import { weeklyReport } from './weekly-report';
import { welcome } from './welcome';

/** The gallery, in the order in which it is shown. */
export const templates: readonly [Template, ...Template[]] = [
  failedPayment,
  weeklyReport,
  welcome,
  smallRefund,
  trialEnding,
  overdueReminders,
  sortMessages,
  keepOrders,
  statusWatch,
  disputeAlarm,
];

/** The template with this id, or null when there is none. */
export function findTemplate(id: string): Template | null {
  return templates.find((template) => template.id === id) ?? null;
}
