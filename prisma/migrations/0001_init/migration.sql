-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'editor', 'commenter', 'viewer');

-- CreateEnum
CREATE TYPE "tier" AS ENUM ('free', 'pro', 'studio');

-- CreateEnum
CREATE TYPE "billing_mode" AS ENUM ('mock', 'stripe');

-- CreateEnum
CREATE TYPE "document_kind" AS ENUM ('series', 'episode', 'renders');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('person', 'agent', 'service');

-- CreateEnum
CREATE TYPE "preset" AS ENUM ('LOW', 'HIGH');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('open', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "task_kind" AS ENUM ('still', 'shot', 'scene', 'episode');

-- CreateEnum
CREATE TYPE "task_state" AS ENUM ('waiting', 'queued', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('done', 'failed', 'cancelled', 'lost');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('funding', 'credits', 'held', 'spent');

-- CreateEnum
CREATE TYPE "transaction_kind" AS ENUM ('grant', 'hold', 'charge', 'release', 'refund');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('queued', 'running', 'done', 'stopped', 'failed');

-- CreateEnum
CREATE TYPE "step_state" AS ENUM ('planned', 'running', 'done', 'failed', 'skipped');

-- CreateTable
CREATE TABLE "team" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("team_id","person_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_link" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan" (
    "team_id" UUID NOT NULL,
    "tier" "tier" NOT NULL,
    "mode" "billing_mode" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_pkey" PRIMARY KEY ("team_id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "logline" TEXT NOT NULL DEFAULT '',
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "episode" (
    "id" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "series_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "episode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" "document_kind" NOT NULL,
    "head_seq" BIGINT NOT NULL DEFAULT 0,
    "schema_version" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doc_update" (
    "document_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "team_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "run_id" UUID,
    "step" INTEGER,
    "write_key" TEXT,
    "client_ids" BIGINT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_update_pkey" PRIMARY KEY ("document_id","seq")
);

-- CreateTable
CREATE TABLE "doc_snapshot" (
    "document_id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "team_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "state_vector" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "doc_snapshot_pkey" PRIMARY KEY ("document_id","seq")
);

-- CreateTable
CREATE TABLE "asset" (
    "team_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "mime" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("team_id","hash")
);

-- CreateTable
CREATE TABLE "render_request" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "episode_id" TEXT NOT NULL,
    "scene_id" TEXT,
    "preset" "preset" NOT NULL,
    "seq" BIGINT NOT NULL,
    "price_ceiling" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "assemble" BOOLEAN NOT NULL,
    "state" "request_state" NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "asked_by" UUID NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "render_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "render_task" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "episode_id" TEXT NOT NULL,
    "revision" TEXT NOT NULL,
    "kind" "task_kind" NOT NULL,
    "preset" "preset" NOT NULL,
    "manifest" JSONB NOT NULL,
    "label" TEXT NOT NULL,
    "state" "task_state" NOT NULL DEFAULT 'waiting',
    "fence" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "priority" BIGINT NOT NULL DEFAULT 0,
    "price" BIGINT NOT NULL,
    "estimate_ms" INTEGER NOT NULL DEFAULT 0,
    "payer_id" UUID,
    "worker" TEXT,
    "percent" REAL,
    "beat_at" TIMESTAMPTZ(3),
    "measured" JSONB,
    "reason" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "render_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "render_want" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "document_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "cached" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "render_want_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "render_attempt" (
    "task_id" UUID NOT NULL,
    "fence" INTEGER NOT NULL,
    "team_id" UUID NOT NULL,
    "worker" TEXT NOT NULL,
    "outcome" "attempt_outcome",
    "reason" TEXT,
    "measured" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "render_attempt_pkey" PRIMARY KEY ("task_id","fence")
);

-- CreateTable
CREATE TABLE "task_asset" (
    "task_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_asset_pkey" PRIMARY KEY ("task_id","role")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "team_id" UUID NOT NULL,
    "queue" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "kind" "account_kind" NOT NULL,
    "balance" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "kind" "transaction_kind" NOT NULL,
    "mode" "billing_mode" NOT NULL,
    "key" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "request_id" UUID,
    "task_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "team_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_message" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "episode_id" TEXT NOT NULL,
    "author_id" UUID,
    "run_id" UUID,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_id" UUID NOT NULL,
    "episode_id" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "state" "run_state" NOT NULL DEFAULT 'queued',
    "task" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "offers" JSONB NOT NULL DEFAULT '[]',
    "context" JSONB NOT NULL DEFAULT '{}',
    "cost" BIGINT NOT NULL DEFAULT 0,
    "reason" TEXT,
    "stop_requested_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_step" (
    "run_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "team_id" UUID NOT NULL,
    "tool" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "state" "step_state" NOT NULL DEFAULT 'planned',
    "detail" TEXT,
    "input" JSONB NOT NULL DEFAULT '{}',
    "result" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_step_pkey" PRIMARY KEY ("run_id","index")
);

-- CreateTable
CREATE TABLE "connection_secret" (
    "team_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "set_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_secret_pkey" PRIMARY KEY ("team_id","provider")
);

-- CreateIndex
CREATE INDEX "person_team_id_idx" ON "person"("team_id");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_team_id_idx" ON "session"("team_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "login_link_token_hash_key" ON "login_link"("token_hash");

-- CreateIndex
CREATE INDEX "login_link_team_id_idx" ON "login_link"("team_id");

-- CreateIndex
CREATE INDEX "login_link_person_id_idx" ON "login_link"("person_id");

-- CreateIndex
CREATE INDEX "series_team_id_created_at_idx" ON "series"("team_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "series_team_id_id_key" ON "series"("team_id", "id");

-- CreateIndex
CREATE INDEX "episode_team_id_series_id_idx" ON "episode"("team_id", "series_id");

-- CreateIndex
CREATE UNIQUE INDEX "episode_team_id_id_key" ON "episode"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "episode_number_once" ON "episode"("series_id", "number") WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "document_team_id_kind_idx" ON "document"("team_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "document_team_id_id_key" ON "document"("team_id", "id");

-- CreateIndex
CREATE INDEX "doc_update_run" ON "doc_update"("run_id") WHERE (run_id IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "doc_update_write_once" ON "doc_update"("document_id", "write_key") WHERE (write_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "render_request_team_id_episode_id_idx" ON "render_request"("team_id", "episode_id");

-- CreateIndex
CREATE INDEX "render_request_asked_by_idx" ON "render_request"("asked_by");

-- CreateIndex
CREATE INDEX "render_request_open" ON "render_request"("team_id", "created_at") WHERE (state = 'open');

-- CreateIndex
CREATE UNIQUE INDEX "render_request_team_id_id_key" ON "render_request"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "render_request_team_id_key_key" ON "render_request"("team_id", "key");

-- CreateIndex
CREATE INDEX "render_task_team_id_episode_id_idx" ON "render_task"("team_id", "episode_id");

-- CreateIndex
CREATE INDEX "render_task_team_id_payer_id_idx" ON "render_task"("team_id", "payer_id");

-- CreateIndex
CREATE INDEX "render_task_open" ON "render_task"("state", "priority") WHERE (state = ANY (ARRAY['waiting'::task_state, 'queued'::task_state, 'running'::task_state]));

-- CreateIndex
CREATE UNIQUE INDEX "render_task_team_id_id_key" ON "render_task"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "render_task_team_id_revision_key" ON "render_task"("team_id", "revision");

-- CreateIndex
CREATE INDEX "render_want_team_id_request_id_idx" ON "render_want"("team_id", "request_id");

-- CreateIndex
CREATE INDEX "render_want_team_id_task_id_idx" ON "render_want"("team_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "render_want_request_id_task_id_target_id_key" ON "render_want"("request_id", "task_id", "target_id");

-- CreateIndex
CREATE INDEX "render_attempt_team_id_task_id_idx" ON "render_attempt"("team_id", "task_id");

-- CreateIndex
CREATE INDEX "task_asset_team_id_task_id_idx" ON "task_asset"("team_id", "task_id");

-- CreateIndex
CREATE INDEX "task_asset_team_id_hash_idx" ON "task_asset"("team_id", "hash");

-- CreateIndex
CREATE INDEX "outbox_unsent" ON "outbox"("available_at", "id") WHERE (sent_at IS NULL);

-- CreateIndex
CREATE INDEX "outbox_team_id_idx" ON "outbox"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_team_id_id_key" ON "ledger_account"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_team_id_kind_key" ON "ledger_account"("team_id", "kind");

-- CreateIndex
CREATE INDEX "ledger_transaction_team_id_request_id_idx" ON "ledger_transaction"("team_id", "request_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_team_id_task_id_idx" ON "ledger_transaction"("team_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_team_id_id_key" ON "ledger_transaction"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_team_id_key_key" ON "ledger_transaction"("team_id", "key");

-- CreateIndex
CREATE INDEX "ledger_entry_team_id_transaction_id_idx" ON "ledger_entry"("team_id", "transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_team_id_account_id_idx" ON "ledger_entry"("team_id", "account_id");

-- CreateIndex
CREATE INDEX "chat_message_team_id_episode_id_created_at_idx" ON "chat_message"("team_id", "episode_id", "created_at");

-- CreateIndex
CREATE INDEX "chat_message_author_id_idx" ON "chat_message"("author_id");

-- CreateIndex
CREATE INDEX "chat_message_team_id_run_id_idx" ON "chat_message"("team_id", "run_id");

-- CreateIndex
CREATE INDEX "agent_run_team_id_episode_id_created_at_idx" ON "agent_run"("team_id", "episode_id", "created_at");

-- CreateIndex
CREATE INDEX "agent_run_asked_by_idx" ON "agent_run"("asked_by");

-- CreateIndex
CREATE INDEX "agent_run_open" ON "agent_run"("state") WHERE (state = ANY (ARRAY['queued'::run_state, 'running'::run_state]));

-- CreateIndex
CREATE UNIQUE INDEX "agent_run_team_id_id_key" ON "agent_run"("team_id", "id");

-- CreateIndex
CREATE INDEX "agent_step_team_id_run_id_idx" ON "agent_step"("team_id", "run_id");

-- CreateIndex
CREATE INDEX "connection_secret_set_by_idx" ON "connection_secret"("set_by");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_link" ADD CONSTRAINT "login_link_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_link" ADD CONSTRAINT "login_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan" ADD CONSTRAINT "plan_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "episode" ADD CONSTRAINT "episode_team_id_series_id_fkey" FOREIGN KEY ("team_id", "series_id") REFERENCES "series"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_update" ADD CONSTRAINT "doc_update_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "doc_snapshot" ADD CONSTRAINT "doc_snapshot_team_id_document_id_fkey" FOREIGN KEY ("team_id", "document_id") REFERENCES "document"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_request" ADD CONSTRAINT "render_request_team_id_episode_id_fkey" FOREIGN KEY ("team_id", "episode_id") REFERENCES "episode"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_request" ADD CONSTRAINT "render_request_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_team_id_episode_id_fkey" FOREIGN KEY ("team_id", "episode_id") REFERENCES "episode"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_team_id_payer_id_fkey" FOREIGN KEY ("team_id", "payer_id") REFERENCES "render_request"("team_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_want" ADD CONSTRAINT "render_want_team_id_request_id_fkey" FOREIGN KEY ("team_id", "request_id") REFERENCES "render_request"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_want" ADD CONSTRAINT "render_want_team_id_task_id_fkey" FOREIGN KEY ("team_id", "task_id") REFERENCES "render_task"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "render_attempt" ADD CONSTRAINT "render_attempt_team_id_task_id_fkey" FOREIGN KEY ("team_id", "task_id") REFERENCES "render_task"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_asset" ADD CONSTRAINT "task_asset_team_id_task_id_fkey" FOREIGN KEY ("team_id", "task_id") REFERENCES "render_task"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_asset" ADD CONSTRAINT "task_asset_team_id_hash_fkey" FOREIGN KEY ("team_id", "hash") REFERENCES "asset"("team_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_team_id_request_id_fkey" FOREIGN KEY ("team_id", "request_id") REFERENCES "render_request"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_team_id_task_id_fkey" FOREIGN KEY ("team_id", "task_id") REFERENCES "render_task"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_team_id_transaction_id_fkey" FOREIGN KEY ("team_id", "transaction_id") REFERENCES "ledger_transaction"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_team_id_account_id_fkey" FOREIGN KEY ("team_id", "account_id") REFERENCES "ledger_account"("team_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_team_id_episode_id_fkey" FOREIGN KEY ("team_id", "episode_id") REFERENCES "episode"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_team_id_run_id_fkey" FOREIGN KEY ("team_id", "run_id") REFERENCES "agent_run"("team_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_run" ADD CONSTRAINT "agent_run_team_id_episode_id_fkey" FOREIGN KEY ("team_id", "episode_id") REFERENCES "episode"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_run" ADD CONSTRAINT "agent_run_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_step" ADD CONSTRAINT "agent_step_team_id_run_id_fkey" FOREIGN KEY ("team_id", "run_id") REFERENCES "agent_run"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_secret" ADD CONSTRAINT "connection_secret_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_secret" ADD CONSTRAINT "connection_secret_set_by_fkey" FOREIGN KEY ("set_by") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---- What the schema language cannot say: checks, triggers and functions. `prisma migrate diff` does not see them.

-- Shapes of ids and hashes (shared/src/ids.ts, shared/src/document/names.ts).
ALTER TABLE "series" ADD CONSTRAINT "series_id_shape" CHECK ("id" ~ '^[0-9A-HJKMNP-TV-Z]{12}$');
ALTER TABLE "episode" ADD CONSTRAINT "episode_id_shape" CHECK ("id" ~ '^[0-9A-HJKMNP-TV-Z]{12}$');
ALTER TABLE "episode" ADD CONSTRAINT "episode_number_positive" CHECK ("number" >= 1);
ALTER TABLE "document" ADD CONSTRAINT "document_id_shape"
  CHECK ("id" ~ '^(series|episode|renders):[0-9A-HJKMNP-TV-Z]{12}$' AND split_part("id", ':', 1) = "kind"::text);
ALTER TABLE "document" ADD CONSTRAINT "document_numbers" CHECK ("head_seq" >= 0 AND "epoch" >= 1 AND "schema_version" >= 1);
ALTER TABLE "session" ADD CONSTRAINT "session_token_hash_shape" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "login_link" ADD CONSTRAINT "login_link_token_hash_shape" CHECK ("token_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "person" ADD CONSTRAINT "person_color_shape" CHECK ("color" ~ '^#[0-9a-f]{6}$');
ALTER TABLE "asset" ADD CONSTRAINT "asset_shape" CHECK ("hash" ~ '^[0-9a-f]{64}$' AND "size" > 0);
ALTER TABLE "doc_snapshot" ADD CONSTRAINT "doc_snapshot_sha256_shape" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "doc_update" ADD CONSTRAINT "doc_update_seq_positive" CHECK ("seq" >= 1);

-- Rendering.
ALTER TABLE "render_request" ADD CONSTRAINT "render_request_price_ceiling" CHECK ("price_ceiling" >= 0);
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_revision_shape" CHECK ("revision" ~ '^[0-9a-f]{64}$');
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_numbers"
  CHECK ("price" >= 0 AND "fence" >= 0 AND "attempts" >= 0 AND "estimate_ms" >= 0 AND ("percent" IS NULL OR "percent" BETWEEN 0 AND 100));
ALTER TABLE "render_task" ADD CONSTRAINT "render_task_finished"
  CHECK (("state" IN ('done', 'failed', 'cancelled')) = ("finished_at" IS NOT NULL));
ALTER TABLE "render_request" ADD CONSTRAINT "render_request_finished"
  CHECK (("state" <> 'open') = ("finished_at" IS NOT NULL));

-- A message has an author, or comes out of a run.
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_author" CHECK ("author_id" IS NOT NULL OR "run_id" IS NOT NULL);
ALTER TABLE "agent_run" ADD CONSTRAINT "agent_run_cost" CHECK ("cost" >= 0);

-- A ticket carries the membership's version, so every change of the row must raise it or a demoted person keeps writing (R3).
CREATE FUNCTION membership_version_rises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "membership_version" BEFORE UPDATE ON "membership" FOR EACH ROW EXECUTE FUNCTION membership_version_rises();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- The log says what happened; compaction may delete old rows, nothing may rewrite one.
CREATE TRIGGER "doc_update_is_final" BEFORE UPDATE ON "doc_update" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_transaction_is_final" BEFORE UPDATE OR DELETE ON "ledger_transaction" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_entry_is_final" BEFORE UPDATE OR DELETE ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- ---- The ledger (R4): balances follow from entries, entries of a transaction sum to zero, credits cannot be overdrawn.

ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_not_zero" CHECK ("amount" <> 0);
ALTER TABLE "ledger_account" ADD CONSTRAINT "ledger_account_not_overdrawn"
  CHECK ("kind" NOT IN ('credits', 'held') OR "balance" >= 0);

CREATE FUNCTION ledger_balance_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "ledger_entry_moves_balance" AFTER INSERT ON "ledger_entry" FOR EACH ROW EXECUTE FUNCTION ledger_balance_follows();

-- Only the trigger above may move a balance: at depth 1 it is a program that tries.
CREATE FUNCTION ledger_balance_only_by_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.balance <> 0 THEN RAISE EXCEPTION 'an account begins at zero' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  ELSIF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a balance changes only through a ledger entry' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ledger_account_guard" BEFORE INSERT OR UPDATE ON "ledger_account" FOR EACH ROW EXECUTE FUNCTION ledger_balance_only_by_entry();

CREATE FUNCTION ledger_transaction_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  checked uuid;
  total numeric;
  entries integer;
BEGIN
  IF TG_TABLE_NAME = 'ledger_entry' THEN checked := NEW.transaction_id; ELSE checked := NEW.id; END IF;
  SELECT coalesce(sum(amount), 0), count(*) INTO total, entries FROM ledger_entry WHERE transaction_id = checked;
  IF total <> 0 OR entries < 2 THEN
    RAISE EXCEPTION 'entries of transaction % sum to % over % entries', checked, total, entries USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_entry_balances" AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balances();
CREATE CONSTRAINT TRIGGER "ledger_transaction_balances" AFTER INSERT ON "ledger_transaction"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balances();

-- Moves an amount between two accounts of a team, once per key. Accounts are locked in one order, so postings at the same
-- time wait instead of deadlocking. Returns false when the key was posted before.
CREATE FUNCTION post_transaction(
  p_team uuid, p_kind transaction_kind, p_mode billing_mode, p_key text, p_memo text,
  p_request uuid, p_task uuid, p_from account_kind, p_to account_kind, p_amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  posted uuid;
BEGIN
  IF p_amount <= 0 THEN RAISE EXCEPTION 'a posting moves a positive amount' USING ERRCODE = 'check_violation'; END IF;
  INSERT INTO ledger_account (team_id, kind) SELECT p_team, k FROM unnest(ARRAY[p_from, p_to]) AS k ORDER BY k
    ON CONFLICT (team_id, kind) DO NOTHING;
  PERFORM 1 FROM ledger_account WHERE team_id = p_team AND kind IN (p_from, p_to) ORDER BY kind FOR UPDATE;
  INSERT INTO ledger_transaction (team_id, kind, mode, key, memo, request_id, task_id)
    VALUES (p_team, p_kind, p_mode, p_key, p_memo, p_request, p_task)
    ON CONFLICT (team_id, key) DO NOTHING RETURNING id INTO posted;
  IF posted IS NULL THEN RETURN false; END IF;
  INSERT INTO ledger_entry (team_id, transaction_id, account_id, amount)
    SELECT p_team, posted, a.id, CASE WHEN a.kind = p_from THEN -p_amount ELSE p_amount END
    FROM ledger_account a WHERE a.team_id = p_team AND a.kind IN (p_from, p_to) ORDER BY a.kind;
  RETURN true;
END $$;

-- ---- Appending to the update log (DESIGN §5.3, R1).

-- Appends rows to any number of documents in one transaction. Arrays are parallel, one element per row, in order; an
-- element of `p_clients` is a bigint[] literal. Documents are locked in id order (no deadlock between two nodes), seqs are
-- dense per document. A row whose write key is in the log already is not written again. Answers one row per input row:
-- state 'written' or 'already' with its seq, or 'missing'/'deleted' with a null seq, which must not fail the others (R7).
CREATE FUNCTION append_doc_updates(
  p_docs text[], p_bytes bytea[], p_actor_kinds text[], p_actor_ids text[],
  p_runs uuid[], p_steps integer[], p_keys text[], p_clients text[]
) RETURNS TABLE (ord bigint, seq bigint, state text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM document d WHERE d.id = ANY (p_docs) ORDER BY d.id FOR UPDATE;
  -- A statement of its own, after the locks: it sees what the holders before us committed.
  RETURN QUERY
  WITH input AS (
    SELECT i.*, min(i.ord) OVER (PARTITION BY i.doc, i.key) AS first_of_key
    FROM unnest(p_docs, p_bytes, p_actor_kinds, p_actor_ids, p_runs, p_steps, p_keys, p_clients)
      WITH ORDINALITY AS i (doc, bytes, actor_kind, actor_id, run, step, key, clients, ord)
  ), known AS (
    SELECT i.*, d.team_id, d.head_seq, d.deleted_at, u.seq AS written_seq
    FROM input i
    LEFT JOIN document d ON d.id = i.doc
    LEFT JOIN doc_update u ON u.document_id = i.doc AND u.write_key = i.key AND u.write_key IS NOT NULL
  ), fresh AS (
    SELECT k.*, k.head_seq + row_number() OVER (PARTITION BY k.doc ORDER BY k.ord) AS new_seq
    FROM known k
    WHERE k.team_id IS NOT NULL AND k.deleted_at IS NULL AND k.written_seq IS NULL
      AND (k.key IS NULL OR k.first_of_key = k.ord)
  ), moved AS (
    UPDATE document d SET head_seq = d.head_seq + n.rows
    FROM (SELECT f.doc, count(*) AS rows FROM fresh f GROUP BY f.doc) n WHERE d.id = n.doc
    RETURNING d.id
  ), written AS (
    INSERT INTO doc_update (document_id, seq, team_id, bytes, actor_kind, actor_id, run_id, step, write_key, client_ids)
    SELECT f.doc, f.new_seq, f.team_id, f.bytes, f.actor_kind::actor_kind, f.actor_id, f.run, f.step, f.key, f.clients::bigint[]
    FROM fresh f ORDER BY f.doc, f.ord
    RETURNING document_id
  )
  SELECT k.ord,
    coalesce(k.written_seq, f.new_seq, twin.new_seq),
    CASE
      WHEN k.team_id IS NULL THEN 'missing'
      WHEN k.deleted_at IS NOT NULL THEN 'deleted'
      WHEN f.new_seq IS NOT NULL THEN 'written'
      ELSE 'already'
    END
  FROM known k
  LEFT JOIN fresh f ON f.ord = k.ord
  LEFT JOIN fresh twin ON twin.ord = k.first_of_key AND k.key IS NOT NULL
  ORDER BY k.ord;
END $$;
