-- CreateIndex
CREATE INDEX "doc_update_heavy" ON "doc_update"("document_id", "seq") WHERE (octet_length(bytes) >= 2048);
