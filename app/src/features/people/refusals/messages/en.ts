export const messages = {
  because: {},
  fields: {},
};
