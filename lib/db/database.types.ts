// Made by `npm run db:types` from supabase/migrations; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  billing: {
    Tables: {
      ai_tokens: {
        Row: {
          month: string;
          tokens: number;
        };
        ComputedFields: never;
        Insert: {
          month: string;
          tokens?: number;
        };
        Update: {
          month?: string;
          tokens?: number;
        };
        Relationships: [];
      };
      customer_links: {
        Row: {
          created_at: string;
          customer_id: string;
          is_primary: boolean;
          source: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          customer_id: string;
          is_primary?: boolean;
          source: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          customer_id?: string;
          is_primary?: boolean;
          source?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      outbox: {
        Row: {
          attempts: number;
          created_at: string;
          customer_id: string | null;
          dead_at: string | null;
          dedupe_key: string;
          done_at: string | null;
          id: number;
          last_error: string | null;
          lease: string | null;
          next_attempt_at: string;
          object_id: string;
          object_type: string;
          payload: NonNullable<Json>;
          topic: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          customer_id?: string | null;
          dead_at?: string | null;
          dedupe_key: string;
          done_at?: string | null;
          id?: never;
          last_error?: string | null;
          lease?: string | null;
          next_attempt_at?: string;
          object_id: string;
          object_type: string;
          payload: NonNullable<Json>;
          topic: string;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          customer_id?: string | null;
          dead_at?: string | null;
          dedupe_key?: string;
          done_at?: string | null;
          id?: never;
          last_error?: string | null;
          lease?: string | null;
          next_attempt_at?: string;
          object_id?: string;
          object_type?: string;
          payload?: NonNullable<Json>;
          topic?: string;
        };
        Relationships: [];
      };
      plans: {
        Row: {
          features: string[];
          id: string;
          limits: NonNullable<Json>;
          name: string;
          product_id: string | null;
          rank: number;
        };
        ComputedFields: never;
        Insert: {
          features?: string[];
          id: string;
          limits?: NonNullable<Json>;
          name: string;
          product_id?: string | null;
          rank: number;
        };
        Update: {
          features?: string[];
          id?: string;
          limits?: NonNullable<Json>;
          name?: string;
          product_id?: string | null;
          rank?: number;
        };
        Relationships: [];
      };
      settings: {
        Row: {
          grace_days: number;
          singleton: boolean;
        };
        ComputedFields: never;
        Insert: {
          grace_days?: number;
          singleton?: boolean;
        };
        Update: {
          grace_days?: number;
          singleton?: boolean;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      admin_audit: { Args: { p_before?: number; p_filter: Json; p_limit: number }; Returns: Json };
      admin_claim: {
        Args: { p_holder: string; p_name: string; p_seconds: number };
        Returns: boolean;
      };
      admin_claim_first: { Args: { p_user_id: string }; Returns: boolean };
      admin_coupon_discounts: { Args: { p_coupon_id: string; p_limit: number }; Returns: Json };
      admin_create_key: { Args: { p_by: string; p_key: Json }; Returns: Json };
      admin_customer: { Args: { p_id: string }; Returns: Json };
      admin_drift: { Args: { p_before?: number; p_limit: number }; Returns: Json };
      admin_effects: {
        Args: { p_before?: number; p_limit: number; p_state: string };
        Returns: Json;
      };
      admin_event: { Args: { p_id: string }; Returns: Json };
      admin_events: { Args: { p_before?: number; p_filter: Json; p_limit: number }; Returns: Json };
      admin_find_person: { Args: { p_email: string }; Returns: Json };
      admin_grant: { Args: { p_by: string; p_email: string; p_role: string }; Returns: Json };
      admin_keys: { Args: Record<PropertyKey, never>; Returns: Json };
      admin_list: {
        Args: { p_after?: string; p_filter: Json; p_limit: number; p_table: string };
        Returns: Json;
      };
      admin_members: { Args: Record<PropertyKey, never>; Returns: Json };
      admin_retry_effects: { Args: { p_id?: number }; Returns: number };
      admin_revenue: {
        Args: { p_currency?: string; p_is_fresh?: boolean; p_months: number };
        Returns: Json;
      };
      admin_revoke: { Args: { p_by: string; p_user_id: string }; Returns: string };
      admin_revoke_key: { Args: { p_id: string }; Returns: Json };
      admin_role_of: { Args: { p_user_id: string }; Returns: string };
      admin_row: { Args: { p_id: string; p_table: string }; Returns: Json };
      admin_search_customers: {
        Args: { p_after?: string; p_limit: number; p_text: string };
        Returns: Json;
      };
      admin_subscription_discounts: { Args: { p_subscription_id: string }; Returns: Json };
      admin_timeline: {
        Args: { p_before?: Json; p_customer_id: string; p_limit: number };
        Returns: Json;
      };
      admin_unclaim: { Args: { p_holder: string; p_name: string }; Returns: undefined };
      admin_use_key: { Args: { p_hash: string }; Returns: Json };
      admin_write_audit: { Args: { p_entry: Json }; Returns: undefined };
      allowance_of: { Args: { p_key: string; p_user_id: string }; Returns: number };
      apply_fetched: { Args: { p_fetch: Json; p_objects: Json }; Returns: Json };
      begin_catalog_op: { Args: { p_op: Json }; Returns: number };
      catalog_memory: { Args: { p_env: string }; Returns: Json };
      choose_primary: { Args: { p_user_id: string }; Returns: undefined };
      claim_effects: { Args: { p_lease_seconds: number; p_limit: number }; Returns: Json };
      claim_events: { Args: { p_lease_seconds: number; p_limit: number }; Returns: Json };
      claim_guest_purchases: { Args: { p_email: string; p_user_id: string }; Returns: number };
      claim_payment_checks: { Args: { p_lease_seconds: number; p_limit: number }; Returns: Json };
      count_generation: { Args: Record<PropertyKey, never>; Returns: undefined };
      count_use: { Args: { p_user_id: string; p_what: string }; Returns: undefined };
      customer_of: { Args: { p_user_id: string }; Returns: string };
      customers_after: { Args: { p_after: string; p_limit: number }; Returns: string[] };
      doctor_facts: { Args: Record<PropertyKey, never>; Returns: Json };
      draw_ticket: { Args: Record<PropertyKey, never>; Returns: number };
      end_catalog_op: {
        Args: {
          p_env: string;
          p_error?: string;
          p_generation: number;
          p_key: string;
          p_stripe_id?: string;
        };
        Returns: undefined;
      };
      end_lease: {
        Args: { p_cursor: Json; p_holder: string; p_name: string; p_summary?: Json };
        Returns: undefined;
      };
      end_payment_check: { Args: { p_invoice: string; p_mark: number }; Returns: boolean };
      entitlements_of: { Args: { p_user_id: string }; Returns: Json };
      first_sign_in: {
        Args: { p_person: Json; p_provider: string; p_provider_account_id: string; p_type: string };
        Returns: Json;
      };
      has_feature: { Args: { p_feature: string; p_user_id: string }; Returns: boolean };
      ingest: { Args: { p_event: Json; p_rows: Json }; Returns: Json };
      keep_lease: {
        Args: { p_cursor: Json; p_holder: string; p_name: string; p_seconds: number };
        Returns: boolean;
      };
      known_object: { Args: { p_id: string; p_type: string }; Returns: Json };
      limit_of: { Args: { p_key: string; p_user_id: string }; Returns: number };
      lock_links: { Args: { p_user_id: string }; Returns: undefined };
      my_customer: { Args: Record<PropertyKey, never>; Returns: string };
      my_entitlements: { Args: Record<PropertyKey, never>; Returns: Json };
      number_in: { Args: { p_key: string; p_limits: Json }; Returns: number };
      object_count: { Args: { p_types: string[] }; Returns: number };
      object_history: { Args: { p_id: string; p_limit: number; p_type: string }; Returns: Json };
      object_states: { Args: { p_ids: string[]; p_type: string }; Returns: Json };
      plan_of: { Args: { p_user_id: string }; Returns: string };
      put_plans: { Args: { p_plans: Json; p_settings: Json }; Returns: undefined };
      reopen_event: { Args: { p_id: string }; Returns: Json };
      reserve_ai_tokens: { Args: { p_max: number; p_tokens: number }; Returns: string };
      return_generation: { Args: { p_user_id: string }; Returns: undefined };
      settle_ai_tokens: {
        Args: { p_month: string; p_reserved: number; p_used: number };
        Returns: undefined;
      };
      settle_effect: {
        Args: { p_error?: string; p_id: number; p_lease: string };
        Returns: boolean;
      };
      subscriptions_of: {
        Args: { p_user_id: string };
        Returns: {
          access: boolean;
          amount_minor: number;
          cancel_at: string;
          currency: string;
          current_period_end: string;
          grace_ends_at: string;
          interval: string;
          plan_id: string;
          status: string;
          subscription_id: string;
        }[];
      };
      sync_health: { Args: Record<PropertyKey, never>; Returns: Json };
      take_lease: { Args: { p_holder: string; p_name: string; p_seconds: number }; Returns: Json };
      unknown_events: { Args: { p_ids: string[] }; Returns: string[] };
      unseen_objects: {
        Args: { p_after: string; p_limit: number; p_scan: number; p_type: string };
        Returns: Json;
      };
      usage_period_of: { Args: { p_user_id: string }; Returns: string };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
  next_auth: {
    Tables: {
      accounts: {
        Row: {
          access_token: string | null;
          expires_at: number | null;
          id: string;
          id_token: string | null;
          oauth_token: string | null;
          oauth_token_secret: string | null;
          provider: string;
          providerAccountId: string;
          refresh_token: string | null;
          scope: string | null;
          session_state: string | null;
          token_type: string | null;
          type: string;
          userId: string;
        };
        ComputedFields: never;
        Insert: {
          access_token?: string | null;
          expires_at?: number | null;
          id?: string;
          id_token?: string | null;
          oauth_token?: string | null;
          oauth_token_secret?: string | null;
          provider: string;
          providerAccountId: string;
          refresh_token?: string | null;
          scope?: string | null;
          session_state?: string | null;
          token_type?: string | null;
          type: string;
          userId: string;
        };
        Update: {
          access_token?: string | null;
          expires_at?: number | null;
          id?: string;
          id_token?: string | null;
          oauth_token?: string | null;
          oauth_token_secret?: string | null;
          provider?: string;
          providerAccountId?: string;
          refresh_token?: string | null;
          scope?: string | null;
          session_state?: string | null;
          token_type?: string | null;
          type?: string;
          userId?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'accounts_userId_fkey';
            columns: ['userId'];
            isOneToOne: false;
            referencedRelation: 'users';
            referencedColumns: ['id'];
          },
        ];
      };
      sessions: {
        Row: {
          expires: string;
          id: string;
          sessionToken: string;
          userId: string;
        };
        ComputedFields: never;
        Insert: {
          expires: string;
          id?: string;
          sessionToken: string;
          userId: string;
        };
        Update: {
          expires?: string;
          id?: string;
          sessionToken?: string;
          userId?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sessions_userId_fkey';
            columns: ['userId'];
            isOneToOne: false;
            referencedRelation: 'users';
            referencedColumns: ['id'];
          },
        ];
      };
      users: {
        Row: {
          email: string | null;
          emailVerified: string | null;
          id: string;
          image: string | null;
          name: string | null;
        };
        ComputedFields: never;
        Insert: {
          email?: string | null;
          emailVerified?: string | null;
          id?: string;
          image?: string | null;
          name?: string | null;
        };
        Update: {
          email?: string | null;
          emailVerified?: string | null;
          id?: string;
          image?: string | null;
          name?: string | null;
        };
        Relationships: [];
      };
      verification_tokens: {
        Row: {
          expires: string;
          identifier: string;
          token: string;
        };
        ComputedFields: never;
        Insert: {
          expires: string;
          identifier: string;
          token: string;
        };
        Update: {
          expires?: string;
          identifier?: string;
          token?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      [_ in never]: never;
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
  public: {
    Tables: {
      profiles: {
        Row: {
          company_name: string | null;
          created_at: string;
          first_name: string | null;
          industry: string | null;
          last_name: string | null;
          picture_url: string | null;
          role: string | null;
          updated_at: string;
          usage_purpose: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          company_name?: string | null;
          created_at?: string;
          first_name?: string | null;
          industry?: string | null;
          last_name?: string | null;
          picture_url?: string | null;
          role?: string | null;
          updated_at?: string;
          usage_purpose?: string | null;
          user_id: string;
        };
        Update: {
          company_name?: string | null;
          created_at?: string;
          first_name?: string | null;
          industry?: string | null;
          last_name?: string | null;
          picture_url?: string | null;
          role?: string | null;
          updated_at?: string;
          usage_purpose?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      workflow_credentials: {
        Row: {
          ciphertext: string;
          created_at: string;
          hint: string;
          id: string;
          is_valid: boolean | null;
          key_id: string;
          kind: string;
          name: string;
          updated_at: string;
          user_id: string;
          validated_at: string | null;
          validation_message: string | null;
        };
        ComputedFields: never;
        Insert: {
          ciphertext: string;
          created_at?: string;
          hint: string;
          id: string;
          is_valid?: boolean | null;
          key_id: string;
          kind: string;
          name: string;
          updated_at?: string;
          user_id: string;
          validated_at?: string | null;
          validation_message?: string | null;
        };
        Update: {
          ciphertext?: string;
          created_at?: string;
          hint?: string;
          id?: string;
          is_valid?: boolean | null;
          key_id?: string;
          kind?: string;
          name?: string;
          updated_at?: string;
          user_id?: string;
          validated_at?: string | null;
          validation_message?: string | null;
        };
        Relationships: [];
      };
      workflow_hooks: {
        Row: {
          created_at: string;
          last_used_at: string | null;
          token_hash: string;
          user_id: string;
          workflow_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          last_used_at?: string | null;
          token_hash: string;
          user_id: string;
          workflow_id: string;
        };
        Update: {
          created_at?: string;
          last_used_at?: string | null;
          token_hash?: string;
          user_id?: string;
          workflow_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workflow_hooks_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: true;
            referencedRelation: 'workflow_list';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'workflow_hooks_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: true;
            referencedRelation: 'workflows';
            referencedColumns: ['id'];
          },
        ];
      };
      workflow_runs: {
        Row: {
          cancel_requested_at: string | null;
          created_at: string;
          dedupe_key: string | null;
          due_at: string;
          error: string | null;
          expires_at: string | null;
          finished_at: string | null;
          graph: NonNullable<Json>;
          history_days: number | null;
          id: string;
          is_dry_run: boolean;
          owner: string | null;
          restarts: number;
          segment: number;
          started_at: string | null;
          status: string;
          trigger_data: NonNullable<Json>;
          trigger_kind: string;
          user_id: string;
          workflow_id: string;
          workflow_version: number;
        };
        ComputedFields: never;
        Insert: {
          cancel_requested_at?: string | null;
          created_at?: string;
          dedupe_key?: string | null;
          due_at?: string;
          error?: string | null;
          expires_at?: string | null;
          finished_at?: string | null;
          graph: NonNullable<Json>;
          history_days?: number | null;
          id?: string;
          is_dry_run?: boolean;
          owner?: string | null;
          restarts?: number;
          segment?: number;
          started_at?: string | null;
          status?: string;
          trigger_data: NonNullable<Json>;
          trigger_kind: string;
          user_id: string;
          workflow_id: string;
          workflow_version: number;
        };
        Update: {
          cancel_requested_at?: string | null;
          created_at?: string;
          dedupe_key?: string | null;
          due_at?: string;
          error?: string | null;
          expires_at?: string | null;
          finished_at?: string | null;
          graph?: NonNullable<Json>;
          history_days?: number | null;
          id?: string;
          is_dry_run?: boolean;
          owner?: string | null;
          restarts?: number;
          segment?: number;
          started_at?: string | null;
          status?: string;
          trigger_data?: NonNullable<Json>;
          trigger_kind?: string;
          user_id?: string;
          workflow_id?: string;
          workflow_version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'workflow_runs_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: false;
            referencedRelation: 'workflow_list';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'workflow_runs_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: false;
            referencedRelation: 'workflows';
            referencedColumns: ['id'];
          },
        ];
      };
      workflow_steps: {
        Row: {
          attempts: number;
          count: number | null;
          due_at: string | null;
          error: string | null;
          finished_at: string | null;
          handle: string | null;
          input: Json | null;
          logs: NonNullable<Json>;
          node_id: string;
          node_type: string;
          output: Json | null;
          position: number;
          refusals: number;
          run_id: string;
          started_at: string;
          status: string;
          step_key: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          count?: number | null;
          due_at?: string | null;
          error?: string | null;
          finished_at?: string | null;
          handle?: string | null;
          input?: Json | null;
          logs?: NonNullable<Json>;
          node_id: string;
          node_type: string;
          output?: Json | null;
          position: number;
          refusals?: number;
          run_id: string;
          started_at: string;
          status: string;
          step_key: string;
          user_id: string;
        };
        Update: {
          attempts?: number;
          count?: number | null;
          due_at?: string | null;
          error?: string | null;
          finished_at?: string | null;
          handle?: string | null;
          input?: Json | null;
          logs?: NonNullable<Json>;
          node_id?: string;
          node_type?: string;
          output?: Json | null;
          position?: number;
          refusals?: number;
          run_id?: string;
          started_at?: string;
          status?: string;
          step_key?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workflow_steps_run_id_fkey';
            columns: ['run_id'];
            isOneToOne: false;
            referencedRelation: 'workflow_list';
            referencedColumns: ['last_run_id'];
          },
          {
            foreignKeyName: 'workflow_steps_run_id_fkey';
            columns: ['run_id'];
            isOneToOne: false;
            referencedRelation: 'workflow_runs';
            referencedColumns: ['id'];
          },
        ];
      };
      workflow_triggers: {
        Row: {
          armed_at: string;
          cron: string | null;
          event_type: string | null;
          kind: string;
          next_at: string | null;
          timezone: string | null;
          user_id: string;
          workflow_id: string;
        };
        ComputedFields: never;
        Insert: {
          armed_at?: string;
          cron?: string | null;
          event_type?: string | null;
          kind: string;
          next_at?: string | null;
          timezone?: string | null;
          user_id: string;
          workflow_id: string;
        };
        Update: {
          armed_at?: string;
          cron?: string | null;
          event_type?: string | null;
          kind?: string;
          next_at?: string | null;
          timezone?: string | null;
          user_id?: string;
          workflow_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workflow_triggers_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: true;
            referencedRelation: 'workflow_list';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'workflow_triggers_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: true;
            referencedRelation: 'workflows';
            referencedColumns: ['id'];
          },
        ];
      };
      workflow_usage: {
        Row: {
          generations: number;
          period_start: string;
          runs: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          generations?: number;
          period_start: string;
          runs?: number;
          user_id: string;
        };
        Update: {
          generations?: number;
          period_start?: string;
          runs?: number;
          user_id?: string;
        };
        Relationships: [];
      };
      workflow_versions: {
        Row: {
          name: string;
          node_count: number;
          node_data: NonNullable<Json>;
          reason: string;
          restored_version: number | null;
          saved_at: string;
          started_at: string;
          user_id: string;
          version: number;
          workflow_id: string;
        };
        ComputedFields: never;
        Insert: {
          name: string;
          node_count: number;
          node_data: NonNullable<Json>;
          reason: string;
          restored_version?: number | null;
          saved_at?: string;
          started_at?: string;
          user_id: string;
          version: number;
          workflow_id: string;
        };
        Update: {
          name?: string;
          node_count?: number;
          node_data?: NonNullable<Json>;
          reason?: string;
          restored_version?: number | null;
          saved_at?: string;
          started_at?: string;
          user_id?: string;
          version?: number;
          workflow_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workflow_versions_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: false;
            referencedRelation: 'workflow_list';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'workflow_versions_workflow_id_fkey';
            columns: ['workflow_id'];
            isOneToOne: false;
            referencedRelation: 'workflows';
            referencedColumns: ['id'];
          },
        ];
      };
      workflows: {
        Row: {
          created_at: string;
          description: string;
          generated_code: string | null;
          id: string;
          name: string;
          node_count: number;
          node_data: NonNullable<Json>;
          status: string;
          updated_at: string;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          description?: string;
          generated_code?: string | null;
          id?: string;
          name: string;
          node_count?: never;
          node_data?: NonNullable<Json>;
          status?: string;
          updated_at?: string;
          user_id?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          description?: string;
          generated_code?: string | null;
          id?: string;
          name?: string;
          node_count?: never;
          node_data?: NonNullable<Json>;
          status?: string;
          updated_at?: string;
          user_id?: string;
          version?: number;
        };
        Relationships: [];
      };
    };
    Views: {
      workflow_list: {
        Row: {
          created_at: string;
          description: string;
          id: string;
          last_run_at: string | null;
          last_run_id: string | null;
          last_run_status: string | null;
          name: string;
          node_count: number;
          status: string;
          updated_at: string;
          words: string | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
    };
    Functions: {
      cancel_run: { Args: { p_run_id: string }; Returns: Json };
      due_schedules: { Args: { p_limit: number }; Returns: Json };
      forget_runs: { Args: { p_limit: number }; Returns: number };
      move_schedule: {
        Args: { p_armed_at: string; p_next_at: string; p_workflow_id: string };
        Returns: undefined;
      };
      note_job: { Args: { p_counts: Json; p_name: string }; Returns: undefined };
      reseal_whole_value: {
        Args: {
          p_before: string;
          p_ciphertext: string;
          p_key_id: string;
          p_run_id: string;
          p_step_key: string;
        };
        Returns: boolean;
      };
      restore_workflow_version: {
        Args: {
          p_as_draft?: boolean;
          p_expected?: number;
          p_version: number;
          p_workflow_id: string;
        };
        Returns: {
          created_at: string;
          description: string;
          generated_code: string | null;
          id: string;
          name: string;
          node_count: number;
          node_data: NonNullable<Json>;
          status: string;
          updated_at: string;
          user_id: string;
          version: number;
        }[];
        SetofOptions: {
          from: '*';
          to: 'workflows';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      retry_run: { Args: { p_run_id: string }; Returns: Json };
      revoke_hook: { Args: { p_workflow_id: string }; Returns: undefined };
      set_hook: { Args: { p_token_hash: string; p_workflow_id: string }; Returns: undefined };
      start_run: {
        Args: {
          p_is_dry_run: boolean;
          p_sealed?: Json;
          p_trigger: Json;
          p_version: number;
          p_workflow_id: string;
        };
        Returns: Json;
      };
      start_triggered_run: {
        Args: {
          p_dedupe_key: string;
          p_kind: string;
          p_sealed?: Json;
          p_trigger: Json;
          p_user_id: string;
          p_version: number;
          p_workflow_id: string;
        };
        Returns: Json;
      };
      take_hook: { Args: { p_token_hash: string }; Returns: Json };
      whole_values_of_other_keys: {
        Args: { p_after_run: string; p_after_step: string; p_key_id: string; p_limit: number };
        Returns: {
          ciphertext: string;
          key_id: string;
          run_id: string;
          step_key: string;
          user_id: string;
          workflow_id: string;
        }[];
      };
      workflow_health: { Args: Record<PropertyKey, never>; Returns: Json };
      workflows_for_event: { Args: { p_customer_id: string; p_type: string }; Returns: Json };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  billing: {
    Enums: {},
  },
  next_auth: {
    Enums: {},
  },
  public: {
    Enums: {},
  },
} as const;
