"""Given names: those common in Britain, by which a person can be told from another word.

Names that are also ordinary words or places (Grace, Mark, May, Chester), or stand in lessons
(Mary, Joseph, Noah), are left out: a check that cries wolf is soon not read.
"""

from __future__ import annotations

LISTED = """
    Aaliyah Aaron Abdul Abdullah Abigail Adele Adrian Agnieszka Ahmed Aidan Aisha Alan Alastair
    Albert Alex Alexander Alexandra Alfie Ali Alice Alison Amanda Amelia Amina Amir Amy Anastasia
    Andrea Andrew Angela Anita Anna Anne Annie Anthony Antonia Archie Arthur Ashley Asif Ayaan
    Ayesha Barbara Beatrice Ben Benjamin Bernadette Beth Bethany Betty Beverley Bilal Brenda Brian
    Bridget Bronwen Bryan Callum Calum Cameron Carl Carly Carol Caroline Catherine Charles Charlie
    Charlotte Chloe Chris Christina Christine Christopher Claire Clare Colin Connor Craig Daniel
    Danielle Darren David Dawud Deborah Debbie Deepak Denise Dennis Derek Diana Diane Dominic
    Donna Dorothy Dylan Edith Edward Eileen Elaine Eleanor Elena Eliza Elizabeth Ella Ellen Ellie
    Elsie Emily Emma Eric Erin Ethan Eva Evelyn Evie Ewa Farah Fatima Fiona Frances Francesca
    Freddie Freya Gareth Gary Gavin Gemma Geoff Geoffrey George Georgina Geraint Gerald Gillian
    Gordon Graham Gwen Hamza Hannah Harriet Harry Hassan Hayley Helen Helena Henry Hilary Howard
    Hugh Hussain Ian Ibrahim Imran Irene Isaac Isabel Isabella Isla Ismail Jackie Jacob Jacqueline
    Jake Jamal James Jamie Jane Janet Janice Jasmin Jason Jayden Jean Jeffrey Jennifer Jenny
    Jeremy Jessica Jill Jim Joan Joanna Joanne Joe Joel John Jonathan Josephine Joshua Joyce
    Judith Julia Julian Julie Justin Karen Karl Kate Katherine Kathleen Kathryn Katie Kayleigh
    Keith Kelly Ken Kenneth Kerry Kevin Khadija Kieran Kimberley Kirsty Kyle Laila Laura Lauren
    Lawrence Leah Leanne Lee Leon Lesley Lewis Liam Linda Lindsay Lisa Lorna Lorraine Louis Louisa
    Louise Lucas Lucy Luke Lydia Lynn Lynne Maggie Malcolm Mandy Margaret Maria Marian Marie
    Marilyn Marjorie Martha Martin Maryam Matthew Maureen Megan Melanie Melissa Michael Michelle
    Miriam Mohamed Mohammad Mohammed Moira Mollie Molly Monica Muhammad Nadia Nadine Naomi Natalie
    Natasha Nathan Neil Nia Niamh Nicholas Nicola Nicole Nigel Nora Nusrat Oliver Olivia Omar
    Oscar Owen Pamela Patricia Patrick Paul Paula Pauline Peter Philip Phillip Phoebe Piotr Priya
    Rachael Rachel Rahul Rashid Ravi Raymond Rebecca Reece Reuben Rhiannon Rhys Richard Robert
    Roger Ronald Rosemary Rosie Rowan Russell Ruth Ryan Saima Sally Sam Samantha Samira Samuel
    Sandra Sara Sarah Sean Sebastian Shabana Shannon Sharon Shaun Sheila Shirley Simon Siobhan
    Sofia Sophia Sophie Stacey Stanley Stella Stephanie Stephen Steven Stewart Stuart Sunita Susan
    Suzanne Sylvia Tania Tanya Tara Tariq Teresa Terence Terry Thea Theo Theresa Thomas Tim
    Timothy Toby Tom Tony Tracey Tracy Trevor Usman Valerie Vanessa Vera Veronica Vincent Wayne
    Wendy William Yasmin Yusuf Yvonne Zachary Zainab Zara Zoe
"""
NAMES = frozenset(LISTED.split())
