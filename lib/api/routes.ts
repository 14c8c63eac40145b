import { adminRoutes, mcpRoute } from './admin/contracts';
import type { RouteContract } from './contract';
import {
  deleteAccountRoute,
  getUserRoute,
  logoutRoute,
  startSignInRoute,
  updateProfileRoute,
} from './contracts/auth';
import {
  completeCheckoutRoute,
  createCheckoutRoute,
  getSubscriptionStatusRoute,
  listPlansRoute,
  openPortalRoute,
} from './contracts/billing';
import { downloadWorkflowCodeRoute, getWorkflowCodeRoute } from './contracts/code';
import {
  createCredentialRoute,
  deleteCredentialRoute,
  listCredentialsRoute,
  updateCredentialRoute,
  validateCredentialRoute,
} from './contracts/credentials';
import { forgetRunsRoute, runDueRoute, runJobRoute, startSchedulesRoute } from './contracts/cron';
import { generateWorkflowRoute } from './contracts/generation';
import { getHealthRoute, getOpenapiRoute, getRootHealthRoute } from './contracts/health';
import {
  getHookRoute,
  receiveHookRoute,
  revokeHookRoute,
  rotateHookRoute,
} from './contracts/hooks';
import {
  cancelRunRoute,
  getRunRoute,
  listRunsRoute,
  retryRunRoute,
  startRunRoute,
} from './contracts/runs';
import { stripeWebhookRoute } from './contracts/webhooks';
import { listVersionsRoute, restoreVersionRoute } from './contracts/workflow-versions';
import {
  createWorkflowRoute,
  deleteWorkflowRoute,
  duplicateWorkflowRoute,
  exportAllWorkflowsRoute,
  exportWorkflowRoute,
  getWorkflowRoute,
  listWorkflowsRoute,
  updateWorkflowRoute,
} from './contracts/workflows';

/** Every endpoint, in the order of the document. A test holds it against the folders of `app`. */
export const routes: readonly RouteContract[] = [
  getHealthRoute,
  getRootHealthRoute,
  getOpenapiRoute,
  startSignInRoute,
  getUserRoute,
  updateProfileRoute,
  logoutRoute,
  deleteAccountRoute,
  listPlansRoute,
  createCheckoutRoute,
  completeCheckoutRoute,
  getSubscriptionStatusRoute,
  openPortalRoute,
  listWorkflowsRoute,
  createWorkflowRoute,
  generateWorkflowRoute,
  getWorkflowRoute,
  updateWorkflowRoute,
  deleteWorkflowRoute,
  duplicateWorkflowRoute,
  getWorkflowCodeRoute,
  downloadWorkflowCodeRoute,
  exportWorkflowRoute,
  exportAllWorkflowsRoute,
  listVersionsRoute,
  restoreVersionRoute,
  startRunRoute,
  listRunsRoute,
  getRunRoute,
  cancelRunRoute,
  retryRunRoute,
  getHookRoute,
  rotateHookRoute,
  revokeHookRoute,
  receiveHookRoute,
  listCredentialsRoute,
  createCredentialRoute,
  updateCredentialRoute,
  deleteCredentialRoute,
  validateCredentialRoute,
  stripeWebhookRoute,
  runJobRoute,
  startSchedulesRoute,
  forgetRunsRoute,
  runDueRoute,
  ...adminRoutes,
  mcpRoute,
];
