-- Whom a message calls. What a program of the release before writes calls nobody.
ALTER TABLE "chat_message" ADD COLUMN "mentions" UUID[] DEFAULT ARRAY[]::UUID[];
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_mentions" CHECK (cardinality("mentions") <= 20);
