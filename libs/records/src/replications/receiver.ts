/** Of a place `t`: who takes the model up there, asked on a day. The body named is there as long as it is in force. */
export const receiverOn = (day: string): string => `(CASE
  WHEN EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = t.organisation_id AND v.valid @> ${day}) THEN t.organisation_id
  ELSE receiver_in(t.territory_id, t.organisation_id, t.function_code, t.receiver_kind, ${day}) END)`;

/** Of a place `t` of a model `m`: the post acts for the body that planned, for the owner, or for a body above it. */
export const plansAs = (post: string, day: string): string => `(
  (SELECT p.organisation_id FROM posts p WHERE p.id = ${post}) IN (
    (SELECT heir_id FROM organisation_heir_on(t.planned_by, ${day})), (SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, ${day})))
  OR stands_above(${post}, m.owner_organisation_id, ${day}))`;
