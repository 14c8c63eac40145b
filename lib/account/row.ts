import type { SessionUser } from '@/lib/auth/schema';
import { accountSchema, type Account, type ProfileUpdate } from './schema';

interface ProfileRow {
  first_name: string | null;
  last_name: string | null;
  company_name: string | null;
  industry: string | null;
  role: string | null;
  usage_purpose: string | null;
  picture_url: string | null;
  created_at: string;
  updated_at: string;
}

export const profileColumns =
  'first_name, last_name, company_name, industry, role, usage_purpose, picture_url, created_at, updated_at';

/** The profile's row and the session's address as one account. */
export function toAccount(user: SessionUser, row: ProfileRow): Account {
  return accountSchema.parse({
    id: user.id,
    email: user.email,
    firstName: row.first_name,
    lastName: row.last_name,
    profileImageUrl: row.picture_url,
    companyName: row.company_name,
    industry: row.industry,
    role: row.role,
    usagePurpose: row.usage_purpose,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });
}

/** Only the fields that were sent, under the columns' names. */
export function toProfileColumns(update: ProfileUpdate) {
  const { firstName, lastName, companyName, industry, role, usagePurpose, profileImageUrl } =
    update;
  return {
    ...(firstName !== undefined && { first_name: firstName }),
    ...(lastName !== undefined && { last_name: lastName }),
    ...(companyName !== undefined && { company_name: companyName }),
    ...(industry !== undefined && { industry }),
    ...(role !== undefined && { role }),
    ...(usagePurpose !== undefined && { usage_purpose: usagePurpose }),
    ...(profileImageUrl !== undefined && { picture_url: profileImageUrl }),
  };
}
