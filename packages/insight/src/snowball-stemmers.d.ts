declare module 'snowball-stemmers' {
  interface Stemmer {
    stem(word: string): string;
  }
  const stemmers: { newStemmer(language: 'english' | 'german'): Stemmer };
  export default stemmers;
}
