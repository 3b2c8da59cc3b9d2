export const SITE_TITLE = 'Harbor Notes';
export const SITE_DESCRIPTION = 'What happens between two tides';
