// Enriches new leads. The fields that this writes later don't start it again: it handles inserts only.
trigger LushaLeads on Lead (after insert) {
    LushaEnrichment.start(Trigger.new);
}
