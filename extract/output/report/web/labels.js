// The labels of records in words. A record of a codebook of one's own has a label beside the one that it is a kind of.

const instrumentOf = (record) => formatCode(record.label ?? record.instrument);
const statusOf = (record) => formatCode(record.status_label ?? record.status);
const actOf = (record) => `${record.negated ? "not " : ""}${formatCode(record.label ?? record.act)}`;

/** What a record reports: the instrument and its status, or the act. */
const labelOf = (record) => (record.kind === "agreement" ? `${instrumentOf(record)}, ${statusOf(record)}` : actOf(record));

/** The same in one word, for a sentence that names the subject. */
const wordOf = (record) => (record.kind === "agreement" ? statusOf(record) : actOf(record));

/** The labels of a codebook of one's own. */
const ownLabels = (record) => [record.label, record.status_label].filter(Boolean);

/** A label, and the one that it is a kind of. */
const withKind = (own, code) => (own && own !== code ? `${formatCode(own)} (a kind of ${formatCode(code)})` : formatCode(code));

/** A corrected record without the labels of the values that were corrected: they are kinds of the old ones. */
function withoutOldLabels(record, fixed) {
  if (fixed.instrument !== record.instrument || fixed.act !== record.act) delete fixed.label;
  if (fixed.status !== record.status) delete fixed.status_label;
  return fixed;
}
