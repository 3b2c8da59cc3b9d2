// Imported from everywhere.
export const SITE_TITLE: string = 'Harbor';
export const SITE_DESCRIPTION = `What's new at the harbor`;
